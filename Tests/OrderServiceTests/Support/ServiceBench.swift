import AsyncHTTPClient
import Crypto
import Foundation
import InMemoryLogging
import Logging
import NIOCore
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import OrderService
import SQLiteJournal
import ServiceLifecycle
import StrictJSON
import Testing
import Tracing

/// A server over loopback, with a real SQLite journal and a provider without a network.
struct ServiceBench: Sendable {
    let engine: Engine
    let journal: SQLiteJournalStore
    let provider: FakeProvider
    let witness: RecordingWitness
    let accepted: AcceptedTokens
    /// The tokens that are accepted at the beginning.
    let list: TokenList
    /// A token for each role, for a principal that has the role's name.
    let tokens: [Role: BearerToken]
    let expired: BearerToken
    let log: InMemoryLogHandler
    let apiPort: Int
    let notificationPort: Int

    static let number = "ORDER-1"

    /// Serves while `body` runs, then shuts down gracefully.
    static func serving(
        limits: OrderServerLimits = OrderServerLimits(), policy: CallPolicy = CallPolicy(),
        servesConsole: Bool = true, certificate: ListenerCertificate? = nil,
        notificationCertificate: ListenerCertificate? = nil, isBehindTLS: Bool = false,
        tracer: any Tracer = NoOpTracer(),
        webhook: (Engine, SQLiteJournalStore) throws -> WebhookDeliveries? = { _, _ in nil },
        _ body: (ServiceBench) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("order-service-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let journal = try await SQLiteJournalStore.open(
            at: directory.appendingPathComponent("journal.sqlite").path)
        let provider = FakeProvider()
        provider.sign { SystemClock().now() }
        let metrics = PrometheusMetrics()
        let engine = engine(on: journal, provider, policy, metrics, tracer)

        var list = TokenList()
        var tokens: [Role: BearerToken] = [:]
        let now = SystemClock().now()
        for role in Role.allCases {
            tokens[role] = try list.issue(
                to: Principal(name: ActorName(role.rawValue), roles: [role]), at: now,
                random: SystemRandom())
        }
        let expired = try list.issue(
            to: Principal(name: ActorName("former"), roles: Set(Role.allCases)), at: now,
            expiresAt: now, random: SystemRandom())
        let accepted = AcceptedTokens(list)

        let log = InMemoryLogHandler()
        var serverSettings = try OrderServerSettings(
            api: ListenAddress(port: 0), notifications: ListenAddress(port: 0),
            certificate: certificate, isBehindTLS: isBehindTLS)
        serverSettings.notificationCertificate = notificationCertificate
        serverSettings.limits = limits
        serverSettings.servesConsole = servesConsole
        let (ports, found) = AsyncStream.makeStream(of: (OrderListener, Int).self)
        let witness = RecordingWitness()
        let verification = verification(of: journal, log, metrics)
        let server = OrderServer(
            engine: engine, tokens: accepted, settings: serverSettings, idempotencyKeys: journal,
            sealing: try sealing(of: journal, to: witness), verification: verification,
            webhook: try webhook(engine, journal), metrics: metrics,
            logger: Logger(label: "service") { _ in log },
            onListening: { found.yield(($0, $1)) })
        let group = ServiceGroup(
            services: [verification, server],
            logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await group.run() }
        var known: [OrderListener: Int] = [:]
        for await (listener, port) in ports {
            known[listener] = port
            if known.count == OrderListener.allCases.count { break }
        }
        let bench = ServiceBench(
            engine: engine, journal: journal, provider: provider, witness: witness,
            accepted: accepted, list: list,
            tokens: tokens, expired: expired, log: log, apiPort: try #require(known[.api]),
            notificationPort: try #require(known[.notifications]))
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(bench)) } catch { outcome = .failure(error) }
        await group.triggerGracefulShutdown()
        try await running.value
        try await journal.close()
        try outcome.get()
    }

    private static func sealing(
        of journal: SQLiteJournalStore, to witness: RecordingWitness
    ) throws -> CheckpointSealing {
        let sealer = JournalSealer(
            journal: journal, key: Curve25519.Signing.PrivateKey(),
            caller: Caller(
                actor: try ActorName("sealer"), channel: try CallerChannel("service")))
        return CheckpointSealing(sealer, witnesses: [witness])
    }

    private static func verification(
        of journal: SQLiteJournalStore, _ log: InMemoryLogHandler, _ metrics: PrometheusMetrics
    ) -> JournalVerification {
        JournalVerification(
            of: journal, head: { try await journal.head() },
            logger: Logger(label: "service") { _ in log }, metrics: metrics)
    }

    private static func engine(
        on journal: SQLiteJournalStore, _ provider: FakeProvider, _ policy: CallPolicy,
        _ metrics: PrometheusMetrics, _ tracer: any Tracer
    ) -> Engine {
        var settings = EngineSettings()
        settings.policy = policy
        return Engine(
            journal: journal, provider: provider, settings: settings,
            customerKey: CustomerKey(bytes: [UInt8](repeating: 9, count: CustomerKey.length)),
            logger: Logger(label: "engine") { _ in SwiftLogNoOpLogHandler() }, metrics: metrics,
            tracer: tracer)
    }

    /// Makes a request of the API.
    func send(
        _ method: String = "GET", _ path: String, as role: Role? = .reader, json: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Answered {
        var headers = headers
        if let token = role.flatMap({ tokens[$0] }) {
            headers.append(("authorization", "Bearer \(token.secret)"))
        }
        return try await Answered.of(
            method, "http://127.0.0.1:\(apiPort)\(path)", json: json, headers: headers)
    }

    /// Makes a call on the order.
    func call(
        _ json: String, as role: Role, headers: [(String, String)] = []
    ) async throws -> Answered {
        try await send(
            "POST", "/v1/orders/\(Self.number)/calls", as: role, json: json, headers: headers)
    }

    /// Seals all records.
    func seal() async throws {
        let sealer = JournalSealer(
            journal: journal, key: Curve25519.Signing.PrivateKey(),
            caller: Caller(actor: try ActorName("keeper"), channel: try CallerChannel("test")))
        _ = try await sealer.seal(at: SystemClock().now())
    }

    /// Requests a cancel of another order that awaits 128 yuan, in the clerk's name.
    func waitingApproval() async throws -> ApprovalID {
        let before = try await engine.approvals.list(waitingOnly: false).elements.count
        let order = try OutOrderNumber("APPROVAL-\(before)")
        provider.show(
            order,
            as: OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: CollectionSnapshot(
                    state: "USER_PAYING", totalAmount: .fen(12_800), payingAmount: .fen(12_800),
                    paidAmount: .fen(0))))
        let clerk = Caller(
            actor: try ActorName(Role.clerk.rawValue), channel: try CallerChannel("test"))
        let result = try await engine.approvals.request(
            .cancel(reason: try CancelReason("用户取消")), of: order, caller: clerk)
        guard case .waiting(let approval) = result else {
            throw Unexpected("nothing waits: \(result.code)")
        }
        return approval.id
    }

    private struct Unexpected: Error {
        let what: String
        init(_ what: String) { self.what = what }
    }

    /// Brings the order to where 128 yuan are awaited.
    func awaitPayment() async throws {
        let created = try await call(
            #"{"call":"create","body":{"need_user_confirm":true,"risk_fund":{"amount":10000}}}"#,
            as: .service)
        try #require(created.status == 200, "\(created.text)")
        provider.show(
            try OutOrderNumber(Self.number),
            as: OrderSnapshot(
                state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(10_000)))
        let completed = try await call(
            #"{"call":"complete","body":{"total_amount":12800}}"#, as: .service)
        try #require(completed.status == 200, "\(completed.text)")
    }
}
