import Foundation
import OrderJournal
import SQLiteJournal
import Trials

/// Several processes at one journal: this program, run again as `race --own PATH`.
struct Contenders {
    let path: String

    /// What a contender does: tries to become the owner, says how that went, and stays until its
    /// input ends.
    static func own(_ path: String) async throws {
        do throws(any Error) {
            let journal = try await SQLiteJournalStore.open(at: path)
            print("owner")
            fflush(nil)
            _ = readLine()
            try await journal.close()
        } catch let error as JournalError where error.code == .locked {
            print("refused: \(error.explanation)")
            fflush(nil)
            _ = readLine()
        }
    }

    private struct Contender {
        let process: Process
        let input: Pipe
        let said: String

        /// As a refusal calls it.
        var name: String { "process \(process.processIdentifier) " }

        func end() {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
    }

    /// Waits for what a process says that was begun.
    private static func contender(
        _ begun: (process: Process, input: Pipe, output: Pipe)
    ) -> Contender {
        Contender(process: begun.process, input: begun.input, said: line(of: begun.output))
    }

    private func begin() throws -> (process: Process, input: Pipe, output: Pipe) {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--own", path]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        return (process, input, output)
    }

    private static func line(of output: Pipe) -> String {
        var line: [UInt8] = []
        while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first,
            byte != 0x0A
        {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    /// Lets so many processes at the journal at once.
    func contend(_ count: Int, _ report: inout TrialReport, repro: String) async throws {
        let begun = try (0..<count).map { _ in try begin() }
        let contenders = begun.map(Self.contender)
        let owners = contenders.filter { $0.said == "owner" }
        if owners.count != 1 {
            report.fail("\(owners.count) of \(count) processes own the journal", repro: repro)
        }
        let holder = owners.first?.name ?? "nobody"
        let losers = contenders.filter { $0.said != "owner" }
        // An owner that the system lets wait may not have said its name in time for those that came
        // with it, who must not be told a wrong one; whoever comes later learns it.
        let late = Self.contender(try begin())
        for contender in losers + [late] {
            let isWrong = (losers + [late]).contains { contender.said.contains($0.name) }
            let isExcused = late.said.contains(holder) && !isWrong
            let isNamed = contender.said.contains(holder) || isExcused
            if !contender.said.hasPrefix("refused: ") || !isNamed {
                report.fail("a second owner was told \"\(contender.said)\"", repro: repro)
            }
        }
        let reader = try await SQLiteJournalStore.open(at: path, mode: .reader)
        let seen = try await reader.inspect { try $0.lastRecord()?.sequence }
        try await reader.close()
        if seen == nil { report.fail("a reader beside the owner sees nothing", repro: repro) }

        // The system gives the lock up, however its holder ends.
        if let owner = owners.first {
            kill(owner.process.processIdentifier, SIGKILL)
            owner.process.waitUntilExit()
        }
        let next = try await SQLiteJournalStore.open(at: path)
        try await next.close()
        for contender in contenders + [late] { contender.end() }
    }
}
