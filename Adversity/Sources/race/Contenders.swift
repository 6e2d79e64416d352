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

        func end() {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
    }

    private func begin() throws -> (Process, Pipe, Pipe) {
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
        let contenders = begun.map { process, input, output in
            Contender(process: process, input: input, said: Self.line(of: output))
        }
        let owners = contenders.filter { $0.said == "owner" }
        if owners.count != 1 {
            report.fail("\(owners.count) of \(count) processes own the journal", repro: repro)
        }
        let holder = "process \(owners.first?.process.processIdentifier ?? -1) "
        for contender in contenders where contender.said != "owner" {
            if !contender.said.hasPrefix("refused: ") || !contender.said.contains(holder) {
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
        for contender in contenders { contender.end() }
    }
}
