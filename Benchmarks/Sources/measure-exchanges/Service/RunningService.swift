import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderService

/// The service before an engine, on free ports of loopback, with all that `payscore serve` counts.
struct RunningService: Sendable {
    /// The secret of a token that may read, decide and acknowledge.
    let token: String
    private let ports: [OrderListener: Int]
    private let task: Task<Void, any Error>

    /// The port of the API and the console.
    var api: Int { ports[.api] ?? 0 }
    /// The port of the notifications.
    var notifications: Int { ports[.notifications] ?? 0 }
    /// The header that presents the token.
    var authorization: (name: String, value: String) {
        (name: "Authorization", value: "Bearer \(token)")
    }

    /// Starts it and returns once it listens.
    static func start(_ engine: Engine, followers: Int = 100) async throws -> RunningService {
        var settings = try OrderServerSettings(
            api: ListenAddress(port: 0), notifications: ListenAddress(port: 0))
        settings.servesConsole = true
        // A single principal asks for all.
        settings.limits.requestsPerSecond = 1_000_000
        settings.limits.requestBurst = 1_000_000
        settings.limits.followers = followers
        settings.limits.followersOfPrincipal = followers
        var list = TokenList()
        let token = try list.issue(
            to: Principal(
                name: ActorName("benchmark"), roles: [.reader, .clerk, .approver, .operator]),
            at: SystemClock().now(), random: SystemRandom())
        let (listening, told) = AsyncStream.makeStream(of: (OrderListener, Int).self)
        let server = OrderServer(
            engine: engine, tokens: AcceptedTokens(list), settings: settings,
            metrics: PrometheusMetrics(),
            logger: .silent,
            onListening: { told.yield(($0, $1)) })
        let task = Task {
            defer { told.finish() }
            try await server.run()
        }
        var ports: [OrderListener: Int] = [:]
        for await (listener, port) in listening {
            ports[listener] = port
            if ports.count == OrderListener.allCases.count { break }
        }
        guard ports.count == OrderListener.allCases.count else {
            try await task.value
            throw WentOtherwise(what: "the service", became: "ended before it listened")
        }
        return RunningService(token: token.secret, ports: ports, task: task)
    }

    /// Ends it.
    func stop() async {
        task.cancel()
        _ = await task.result
    }
}
