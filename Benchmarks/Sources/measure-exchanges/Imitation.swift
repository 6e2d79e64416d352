import ArgumentParser
import Foundation

/// The imitation of WeChat in a process of its own: this very program, started again.
///
/// It shares the machine with the engine, and nothing else: no threads, no memory, no locks.
struct Imitation {
    /// The file with which the merchant's side finds it and its keys.
    let configuration: URL
    private let process: Process
    private let input: Pipe

    /// Starts it and returns once it listens.
    static func start(in directory: URL) throws -> Imitation {
        let process = Process()
        let input = Pipe()
        let output = Pipe()
        process.executableURL = Bundle.main.executableURL
        process.arguments = ["sandbox", directory.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let path = answer.split(separator: "\n").first else {
            throw ValidationError("the imitation of WeChat does not start")
        }
        return Imitation(
            configuration: URL(filePath: String(path)), process: process, input: input)
    }

    /// Ends it.
    func stop() {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// How long it has computed, on all its threads; zero where the system does not say.
    var processorSeconds: Double {
        let path = "/proc/\(process.processIdentifier)/stat"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return 0 }
        // Behind the name stand the state, ten numbers, and then the ticks as user and as system.
        let fields = text[name...].split(separator: " ").dropFirst(12).prefix(2)
        return fields.compactMap { Double($0) }.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
