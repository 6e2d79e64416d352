import Foundation
import Testing

/// The built `rental-service`, run against a sandbox's directory.
final class RentalProcess: Sendable {
    static let orderNumber = "RENT-1"

    let database: String
    private let log: URL
    private let process = Process()

    /// Starts it with the variables that the sandbox's `payscore.json` gives.
    init(in directory: URL, without missing: String? = nil, port: Int = 0) throws {
        database = directory.appending(path: "rental.sqlite").path
        log = directory.appending(path: "rental.log")
        var environment = try Self.environment(of: directory)
        if let missing { environment[missing] = nil }
        environment["RENTAL_DATABASE"] = database
        environment["RENTAL_PORT"] = "\(port)"
        try Data().write(to: log)
        process.executableURL = Self.executable
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Where it listens, once its log says so.
    func address() throws -> String {
        while process.isRunning {
            let text = try errors()
            if let match = text.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/) {
                return "http://127.0.0.1:\(match.1)"
            }
            usleep(20_000)
        }
        throw Unexpected("the service ended: \(try errors())")
    }

    /// What it wrote to standard error.
    func errors() throws -> String {
        String(decoding: try Data(contentsOf: log), as: UTF8.self)
    }

    /// Sends SIGTERM, and waits for the exit status.
    func stop() throws -> Int32 {
        process.terminate()
        return wait()
    }

    /// Waits for the exit status; a signal that killed it is told as 128 and its number.
    func wait() -> Int32 {
        process.waitUntilExit()
        let killed = process.terminationReason == .uncaughtSignal
        return (killed ? 128 : 0) + process.terminationStatus
    }

    /// The executable, which lies beside the test bundle.
    private static let executable: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
        let here = bundle?.bundleURL ?? URL(fileURLWithPath: "/proc/self/exe")
        return here.resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "rental-service")
    }()

    private static func environment(of directory: URL) throws -> [String: String] {
        let file = directory.appending(path: "payscore.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let content = try #require(object as? [String: Any])
        var environment = ["PATH": "/usr/bin:/bin"]
        for section in ["merchant", "wechat"] {
            for (key, value) in try #require(content[section] as? [String: String]) {
                environment["PAYSCORE_\(section)_\(key)".uppercased()] =
                    key.hasSuffix("_file") ? directory.appending(path: value).path : value
            }
        }
        return environment
    }
}
