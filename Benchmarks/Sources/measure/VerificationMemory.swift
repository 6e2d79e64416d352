import Foundation

/// The memory that a verification takes, measured in a process that does nothing else.
enum VerificationMemory {
    /// Verifies a journal in a process of its own, and returns that process's peak in MiB.
    static func measure(_ files: JournalFiles, expecting records: Int64) async throws -> Double {
        let child = Process()
        let output = Pipe()
        child.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        child.arguments = ["--verify-once", files.path]
        child.standardOutput = output
        try child.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        child.waitUntilExit()
        try Miscount.check(child.terminationStatus, is: 0, "the exit code of --verify-once")
        let found = try JSONDecoder().decode(Answer.self, from: answer)
        try Miscount.check(found.records, is: Int(records), "records of --verify-once")
        return Double(found.peakKibibytes) / 1024
    }

    /// Verifies a journal in this process and prints its peak.
    static func measureHere(_ path: String) async throws {
        let records = try await VerifyRow.verify(JournalFiles(path: path), expecting: nil)
        let answer = Answer(records: records, peakKibibytes: try peak())
        print(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self))
    }

    /// The most memory that this process ever had, in KiB, as Linux tells it.
    private static func peak() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        guard let peak = number.flatMap({ Int($0) }) else {
            throw Miscount(description: "/proc/self/status does not tell VmHWM")
        }
        return peak
    }

    private struct Answer: Codable {
        let records: Int
        let peakKibibytes: Int
    }
}
