import Foundation

/// The built `payscore`, run as a process of its own.
enum Program {
    /// How a run ended.
    struct Run: Sendable {
        let status: Int32
        let output: String
        let errors: String

        /// The answer, where it is one JSON object.
        var json: [String: Any] {
            get throws {
                let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
                return try Unwrap.value(value as? [String: Any], "no object: \(output)")
            }
        }

        /// The answers, where each line is one JSON object.
        var lines: [[String: Any]] {
            get throws {
                try output.split(separator: "\n").map { line in
                    let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
                    return try Unwrap.value(value as? [String: Any], "no object: \(line)")
                }
            }
        }

        /// The code of the error, where errors are JSON.
        var errorCode: String? {
            guard let last = errors.split(separator: "\n").last,
                let value = try? JSONSerialization.jsonObject(with: Data(last.utf8)),
                let object = (value as? [String: Any])?["error"] as? [String: Any]
            else { return nil }
            return object["code"] as? String
        }
    }

    /// The executable, which lies beside the test bundle.
    static let executable: URL = {
        let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
        let here = bundles.first?.bundleURL ?? URL(fileURLWithPath: "/proc/self/exe")
        return here.resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("payscore")
    }()

    /// The environment of a command that begins a journal without any other configuration.
    static let merchant = ["PAYSCORE_MERCHANT_MCHID": "1230000109"]

    /// Prepares a process with a clean environment.
    static func process(
        _ arguments: [String], in directory: URL, environment: [String: String] = [:]
    ) -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = directory
        let clean = ["PATH": "/usr/bin:/bin", "HOME": directory.path, "PAYSCORE_ACTOR": "tester"]
        process.environment = clean.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Runs to the end.
    static func run(
        _ arguments: [String], in directory: URL, input: String? = nil,
        environment: [String: String] = [:]
    ) async throws -> Run {
        let process = process(arguments, in: directory, environment: environment)
        return try await run(process, input: input)
    }

    /// Runs a shell command in which `$PAYSCORE` is the executable.
    static func shell(_ command: String, in directory: URL) async throws -> Run {
        let process = process(
            ["-c", command], in: directory, environment: ["PAYSCORE": executable.path])
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        return try await run(process, input: nil)
    }

    /// A prepared process, to be started with these descriptors.
    static func child(of process: Process, descriptors: [Int32]) throws -> Child {
        Child(
            words: [try Unwrap.value(process.executableURL, "no program").path]
                + (process.arguments ?? []),
            environment: process.environment ?? [:],
            directory: process.currentDirectoryURL?.path ?? "/", descriptors: descriptors)
    }

    /// Runs a prepared process to the end.
    static func run(_ process: Process, input: String?) async throws -> Run {
        // Files rather than pipes: a pipe that nobody reads would stop a talkative command.
        let scratch = try TemporaryDirectory()
        let input = try input.map { text in
            let file = scratch.url.appendingPathComponent("input")
            try Data(text.utf8).write(to: file)
            return try FileHandle(forReadingFrom: file)
        }
        let output = try scratch.file("output")
        let errors = try scratch.file("errors")
        let given = [
            input ?? process.standardInput as? FileHandle ?? .nullDevice, output.handle,
            errors.handle,
        ]
        let child = try child(of: process, descriptors: given.map(\.fileDescriptor))
        let status = try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Int32, any Error>) in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try child.run() })
            }
        }
        for handle in given[1...] { try? handle.close() }
        try? input?.close()
        return Run(
            status: status,
            output: String(decoding: try Data(contentsOf: output.url), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errors.url), as: UTF8.self))
    }
}
