import Foundation
import FoundationNetworking

/// A merchant's desk: a sandbox process, its directory, and `payscore` run against it.
final class Shop: Sendable {
    let directory: TemporaryDirectory
    private let imitation: SandboxProcess

    /// - Parameter options: What the sandbox is started with besides its directory.
    init(_ options: [String] = []) async throws {
        directory = try TemporaryDirectory()
        imitation = try await SandboxProcess(directory: directory.url, options)
    }

    /// The journal of the shop.
    var database: String { directory.url.path + "/sandbox/payscore.sqlite" }

    /// Runs a command against the shop's sandbox and journal.
    func payscore(
        _ arguments: String..., input: String? = nil, actor: String = "tester",
        environment: [String: String] = [:]
    ) async throws -> Program.Run {
        try await payscore(arguments, input: input, actor: actor, environment: environment)
    }

    /// Runs a command that is put together from parts.
    func payscore(
        _ arguments: [String], input: String? = nil, actor: String = "tester",
        environment: [String: String] = [:]
    ) async throws -> Program.Run {
        var given = environment
        given["PAYSCORE_CONFIG"] = "sandbox/payscore.json"
        given["PAYSCORE_ACTOR"] = actor
        return try await Program.run(
            arguments, in: directory.url, input: input, environment: given)
    }

    /// Begins the journal and makes a token, without which nothing is served.
    func prepareToServe() async throws {
        for words in [["init"], ["token", "new", "--name", "shop", "--role", "service"]] {
            let run = try await payscore(words)
            guard run.status == 0 else { throw Unwrap(description: run.errors) }
        }
    }

    /// Begins a command and does not wait for its end.
    func begin(_ arguments: String...) throws -> Process {
        let process = Program.process(
            arguments, in: directory.url,
            environment: ["PAYSCORE_CONFIG": "sandbox/payscore.json"])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Writes a policy into the shop's configuration, in place of the one that was there.
    func setPolicy(_ policy: [String: any Sendable]) throws { try set("policy", to: policy) }

    /// Writes a part of the shop's configuration, in place of the one that was there.
    func set(_ name: String, to part: [String: any Sendable]) throws {
        let file = directory.url.appendingPathComponent("sandbox/payscore.json")
        let read = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var settings = try Unwrap.value(read as? [String: Any], "no configuration")
        settings[name] = part
        try JSONSerialization.data(withJSONObject: settings).write(to: file)
    }

    /// Kills the sandbox as a power failure would, and starts it again on its directory.
    func killAndRestartSandbox() async throws {
        try await imitation.killAndRestart()
    }

    /// Stops the sandbox for good.
    func stopSandbox() async throws {
        try await imitation.stop()
    }

    /// Creates an order, confirmed by the customer where that is wanted.
    func create(_ order: String, isConfirmed: Bool = true) async throws -> Program.Run {
        let run = try await payscore("create", "-", input: Self.creation(order))
        if isConfirmed { try await control("orders/\(order)/confirm") }
        return run
    }

    /// Creates and completes an order, so that its payment is awaited.
    func charge(_ order: String, fen: Int = 5000) async throws {
        _ = try await create(order)
        let run = try await payscore("complete", order, "-", input: Self.completion(fen))
        guard run.status == 0 else { throw Unwrap(description: run.errors + run.output) }
    }

    /// Plays the customer, or a fault.
    @discardableResult
    func control(_ path: String, body: String? = nil) async throws -> [String: Any] {
        try await imitation.control("POST", path, body: body)
    }

    /// Plays a fault on the next calls.
    func fault(
        _ kind: String, on operation: String, of order: String, delay: Int = 0
    ) async throws {
        try await control(
            "faults",
            body: """
                {"operation":"\(operation)","out_order_no":"\(order)","kind":"\(kind)",\
                "times":1,"delay_ms":\(delay)}
                """)
    }

    /// Waits until the sandbox shows an order in a state.
    func await(_ order: String, state: String) async throws {
        while true {
            let shown = try await imitation.control("GET", "orders/\(order)")
            if (shown["order"] as? [String: Any])?["state"] as? String == state { return }
            await Task.yield()
        }
    }

    /// The requests that the sandbox received, as operations.
    func requests() async throws -> [[String: Any]] {
        let answer = try await imitation.control("GET", "requests")
        return try Unwrap.value(answer["requests"] as? [[String: Any]], "no list of requests")
    }

    /// The token of a fresh permit.
    func permit(for order: String, actor: String = "tester") async throws -> String {
        let run = try await payscore("can-cancel", order, "--output", "json", actor: actor)
        let permit = try run.json["permit"] as? [String: Any]
        return try Unwrap.value(permit?["token"] as? String, "no permit: \(run.output)")
    }

    static func creation(_ order: String) -> String {
        """
        {"out_order_no":"\(order)","service_introduction":"充电宝",\
        "time_range":{"start_time":"OnAccept","end_time":"20991231"},\
        "risk_fund":{"name":"ESTIMATE_ORDER_COST","amount":20000},\
        "notify_url":"https://merchant.example/notify"}
        """
    }

    static func modification(_ fen: Int) -> String {
        """
        {"post_payments":[{"name":"租金","amount":\(fen)}],"total_amount":\(fen),"reason":"优惠"}
        """
    }

    static func completion(_ fen: Int) -> String {
        """
        {"post_payments":[{"name":"租金","amount":\(fen)}],"total_amount":\(fen)}
        """
    }
}

/// A `payscore sandbox` process.
private actor SandboxProcess {
    private let options: [String]
    private let directory: URL
    private var process: pid_t
    /// Held open: a sandbox that finds nobody reading ends.
    private var output: Pipe
    private var address: String

    init(directory: URL, _ options: [String] = []) async throws {
        self.directory = directory
        self.options = options
        (process, output, address) = try Self.start(in: directory, options)
    }

    deinit {
        guard process > 0 else { return }
        let process = process
        kill(process, SIGTERM)
        // Off the threads that tasks run on.
        DispatchQueue.global().async { _ = try? Child.wait(for: process) }
    }

    func killAndRestart() throws {
        kill(process, SIGKILL)
        _ = try Child.wait(for: process)
        (process, output, address) = try Self.start(in: directory, options)
    }

    func stop() throws {
        kill(process, SIGTERM)
        let status = try Child.wait(for: process)
        process = 0
        guard status == 0 else { throw Unwrap(description: "the sandbox ended with \(status)") }
    }

    func control(
        _ method: String, _ path: String, body: String? = nil
    ) async throws -> sending [String: Any] {
        let url = try Unwrap.value(URL(string: "\(address)/sandbox/\(path)"), "no URL: \(path)")
        var request = URLRequest(url: url)
        request.httpMethod = method
        let file = directory.appendingPathComponent("sandbox/control-token")
        let line = try String(contentsOf: file, encoding: .utf8).split(separator: " ")
        request.setValue(
            line.last?.trimmingCharacters(in: .newlines), forHTTPHeaderField: "Sandbox-Token")
        request.httpBody = body.map { Data($0.utf8) }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else {
            throw Unwrap(description: "\(path): \(String(decoding: data, as: UTF8.self))")
        }
        let value = try JSONSerialization.jsonObject(with: data)
        return try Unwrap.value(value as? [String: Any], "no object")
    }

    /// Starts a sandbox; the line that it writes says that it is ready, and where.
    private static func start(
        in directory: URL, _ options: [String]
    ) throws -> (pid_t, Pipe, String) {
        let words = ["sandbox", "--directory", "sandbox"] + options
        let process = Program.process(words, in: directory)
        let pipe = Pipe()
        let descriptors = [
            FileHandle.nullDevice, pipe.fileHandleForWriting, .nullDevice,
        ].map(\.fileDescriptor)
        let number = try Program.child(of: process, descriptors: descriptors).start()
        try pipe.fileHandleForWriting.close()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let part = pipe.fileHandleForReading.availableData
            if part.isEmpty { throw Unwrap(description: "the sandbox did not start") }
            line += part
        }
        let address = String(decoding: line.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return (number, pipe, address)
    }
}
