import Foundation

/// A directory in which a sandbox and a journal live, and the processes that work there.
final class Place {
    let root: URL
    private let program: Program
    private var sandbox: Child?
    private(set) var port: UInt16 = 0
    private(set) var commands = 0
    /// Whether the clock stays where it is, whatever leaps; no world is so, and it is a control.
    var hasNoTime = false

    /// Where the sandbox's files and the journal lie.
    var box: URL { root.appending(path: "box") }
    /// Where the sandbox keeps its merchant's key of customers.
    var customerKey: URL { box.appending(path: "customer_key.txt") }
    /// Where the sandbox keeps the header field that its control interface wants.
    var controlToken: URL { box.appending(path: "control-token") }
    private var clock: URL { root.appending(path: "clock") }

    /// Makes an empty place, or one that begins as another stands.
    init(_ root: URL, program: Program, from other: URL? = nil) throws {
        self.root = root
        self.program = program
        let files = FileManager.default
        if files.fileExists(atPath: root.path) { try files.removeItem(at: root) }
        if let other {
            try files.copyItem(at: other, to: root)
        } else {
            try files.createDirectory(at: root, withIntermediateDirectories: true)
            for (name, text) in Scenario.files {
                try Data(text.utf8).write(to: root.appending(path: name))
            }
        }
        try Data(repeating: 0, count: 8).write(to: clock)
    }

    deinit {
        stopSandbox()
        try? FileManager.default.removeItem(at: root)
    }

    /// Removes the journal with all that lies beside it.
    func removeJournal() throws {
        for file in try FileManager.default.contentsOfDirectory(
            at: box, includingPropertiesForKeys: nil)
        where file.lastPathComponent.hasPrefix(JournalReader.fileName) {
            try FileManager.default.removeItem(at: file)
        }
    }

    /// What lies there that no command may leave behind, such as a draft.
    func strangers() throws -> [String] {
        let files = FileManager.default
        guard files.fileExists(atPath: box.path) else { return [] }
        let journal = ["", "-wal", "-shm", ".lock", ".head", ".checkpoint-key"].map {
            JournalReader.fileName + $0
        }
        let known = Set(journal + Self.sandboxFiles)
        return try files.contentsOfDirectory(atPath: box.path).filter { !known.contains($0) }
            + files.contentsOfDirectory(atPath: root.path).filter { $0.hasPrefix(".") }
    }

    private static let sandboxFiles = [
        "sandbox.lock", "sandbox-identity.json", RequestLog.fileName, "payscore.json",
        "merchant_private_key.pem", "merchant_certificate.pem", "api_v3_key.txt",
        "api_v2_key.txt", "customer_key.txt",
        "wechatpay_public_key.pem", "control-token",
    ]

    /// Puts the clock of every process in this place forward.
    func leap(seconds: Int64) throws {
        guard !hasNoTime else { return }
        let handle = try FileHandle(forWritingTo: clock)
        defer { try? handle.close() }
        // In place: the processes that run have the file mapped.
        try handle.write(contentsOf: withUnsafeBytes(of: seconds) { Data($0) })
    }

    /// Starts the sandbox, and learns its address from its first line.
    func startSandbox() throws(CannotRun) {
        let child = try Child(
            [program.payscore, "sandbox", "--directory", box.path],
            environment: environment, errors: root.path + "/sandbox-errors")
        let line = child.read(until: { $0.contains(0x0A) }).bytes
        sandbox = consume child
        let text = String(decoding: line.prefix { $0 != 0x0A }, as: UTF8.self)
        guard let colon = text.lastIndex(of: ":"),
            let found = UInt16(text[text.index(after: colon)...])
        else { throw CannotRun("the sandbox did not start: \(text)") }
        port = found
        try letPermitsLast()
    }

    /// Has the configuration, whose policy the environment could only make stricter, let permits
    /// last for as long as a trial may take.
    private func letPermitsLast() throws(CannotRun) {
        let file = box.appending(path: "payscore.json")
        do {
            let text = try String(contentsOf: file, encoding: .utf8)
            guard !text.contains("\"policy\""), let brace = text.firstIndex(of: "{") else { return }
            let rest = text[text.index(after: brace)...]
            try "{\"policy\":{\"permit_seconds\":86400},\(rest)".write(
                to: file, atomically: false, encoding: .utf8)
        } catch { throw CannotRun("\(file.path): \(error)") }
    }

    /// Starts the sandbox as what is tried: until it listens, or ends by itself.
    ///
    /// - Parameter settings: What the preloaded library is told.
    /// - Returns: How it ended; with a status of 0 where it listened.
    func start(_ settings: [String: String] = [:]) throws(CannotRun) -> Run {
        commands += 1
        let errors = root.path + "/sandbox-errors"
        let child = try Child(
            [program.payscore, "sandbox", "--directory", box.path],
            environment: environment.merging(settings) { $1 }, errors: errors)
        let (line, isInTime) = child.read(until: { $0.contains(0x0A) })
        let text = String(decoding: line, as: UTF8.self)
        guard isInTime, !line.contains(0x0A) else {
            child.kill()
            return Run(ending: isInTime ? .status(0) : .hung, output: text, errors: "")
        }
        let (ending, rest) = child.end()
        return Run(
            ending: ending, output: text + rest,
            errors: (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "")
    }

    /// Runs the command of a scenario.
    func perform(
        _ command: [String], of scenario: Scenario, _ settings: [String: String]
    ) throws(CannotRun) -> Run {
        try scenario.isStart ? start(settings) : run(command, settings)
    }

    /// Kills the sandbox.
    func stopSandbox() {
        guard let child = sandbox.take() else { return }
        child.kill()
    }

    /// Runs `payscore` with words of which those that begin with `@` name files of this place.
    ///
    /// - Parameters:
    ///   - settings: What the preloaded library is told.
    ///   - tracer: What runs it in its turn, such as strace.
    func run(
        _ words: [String], _ settings: [String: String] = [:], under tracer: [String] = []
    ) throws(CannotRun) -> Run {
        var variables = environment.merging(settings) { $1 }
        let given = words.map { $0.hasPrefix("@") ? "\(root.path)/\($0.dropFirst())" : $0 }
        let errors = root.path + "/errors"
        commands += 1
        var line = [program.payscore] + given
        if !tracer.isEmpty {
            // The tracer's own calls are not counted.
            line = tracer + variables.flatMap { ["-E", "\($0.key)=\($0.value)"] } + line
            variables = ["PATH": "/usr/bin:/bin"]
        }
        let (ending, output) = try Child(line, environment: variables, errors: errors).end()
        let text = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
        return Run(ending: ending, output: output, errors: text)
    }

    /// Makes the configuration that of the golden journal's merchant, whom its checkpoint names.
    func nameMerchantOfGoldenJournal() throws {
        let note = try String(contentsOf: KillPoints.golden("checkpoint"), encoding: .utf8)
        let file = box.appending(path: "payscore.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let named = text.replacing(/("mchid"\s*:\s*)"[^"]*"/) { match in
            "\(match.1)\"\(note.prefix { $0 != "/" })\""
        }
        try named.write(to: file, atomically: false, encoding: .utf8)
    }

    private var environment: [String: String] {
        [
            "HOME": root.path, "PATH": "/usr/bin:/bin", "TMPDIR": root.path,
            "SWIFT_BACKTRACE": "enable=no", "LD_PRELOAD": program.shim,
            "FAULT_CLOCK_FILE": clock.path, "PAYSCORE_CONFIG": box.path + "/payscore.json",
            "PAYSCORE_ACTOR": Scenario.person,
        ]
    }
}

/// What is run, and what is put before it.
struct Program: Sendable {
    let payscore: String
    /// The preloaded library that counts and fails.
    let shim: String
}

/// How a run of `payscore` ended.
struct Run {
    let ending: Child.Ending
    let output: String
    let errors: String

    /// The exit code, if it ended by itself.
    var status: Int32? {
        if case .status(let status) = ending { status } else { nil }
    }

    var isKilled: Bool { ending == .signal(SIGKILL) }

    /// The objects of its answer; half a line is none.
    var answers: [[String: Any]] {
        output.split(separator: "\n").compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
    }
}
