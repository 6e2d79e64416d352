import InMemoryTracing
import MetricsTestKit
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// An engine with everything around it faked, and what tests need to look at it.
struct EngineBench: Sendable {
    let journal: any Journal
    let provider = FakeProvider()
    let clock = ManualClock()
    let tracer = InMemoryTracer()
    let log = LogLines()
    var alarms: AlarmList { AlarmList(log: log) }
    let metrics = TestMetrics()
    let caller: Caller
    let order: OutOrderNumber
    var settings = EngineSettings()

    init(journal: any Journal = InMemoryJournal()) throws {
        self.journal = journal
        caller = Caller(actor: try ActorName("周小明"), channel: try CallerChannel("test"))
        order = try OutOrderNumber("ORDER-1")
        provider.sign { [clock] in clock.now() }
    }

    /// An engine as after a start of the program: nothing is remembered but what the journal has.
    func engine(
        seed: UInt64 = 7, requestKeys: RequestKeys = .none,
        customerKey: CustomerKey? = EngineBench.customerKey
    ) -> Engine {
        Engine(
            journal: journal, provider: provider, settings: settings, requestKeys: requestKeys,
            customerKey: customerKey, clock: clock,
            random: SeededRandom(seed: seed), logger: log.logger, metrics: metrics,
            tracer: tracer)
    }

    /// What finds the customers of all tests.
    static let customerKey = CustomerKey(bytes: [UInt8](repeating: 9, count: CustomerKey.length))

    func reason(_ text: String = "用户取消") throws -> CancelReason {
        try CancelReason(text)
    }

    /// The events that were recorded of the order, in order.
    func events() async throws -> [String] {
        try await records().map(\.event)
    }

    func records() async throws -> [JournalRecord] {
        let order = order
        return try await journal.read {
            try $0.records(of: .order(order), after: 0, limit: 1000)
        }
    }

    func projection() async throws -> OrderProjection {
        let order = order
        return try #require(try await journal.read { try $0.order(order) })
    }
}

extension OrderSnapshot {
    static let createdOrder = OrderSnapshot(state: "CREATED", riskFund: .fen(10_000))
    static let inService = OrderSnapshot(
        state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(10_000))
    static let revokedOrder = OrderSnapshot(state: "REVOKED")

    static func awaitingPayment(due: Int64, paid: Int64 = 0) -> OrderSnapshot {
        OrderSnapshot(
            state: "DOING", stateDescription: "MCH_COMPLETE",
            collection: CollectionSnapshot(
                state: "USER_PAYING", totalAmount: .fen(due + paid), payingAmount: .fen(due),
                paidAmount: .fen(paid)))
    }

    static func done(paid: Int64, through types: [String] = ["NEWTON"]) -> OrderSnapshot {
        OrderSnapshot(
            state: "DONE",
            collection: CollectionSnapshot(
                state: "USER_PAID", totalAmount: .fen(paid), payingAmount: .fen(0),
                paidAmount: .fen(paid), paidTypes: types))
    }
}

extension Amount {
    static func of(fen: Int64) -> Amount {
        do { return try Amount(fen: fen) } catch { fatalError("\(fen) fen: \(error)") }
    }
}

extension OrderPhase {
    static func awaiting(due: Int64, paid: Int64) -> OrderPhase {
        guard let pending = PendingCollection(due: .of(fen: due), paid: .of(fen: paid)) else {
            fatalError("due \(due), paid \(paid)")
        }
        return .awaitingPayment(pending)
    }
}

extension Refusal {
    static func of(_ kind: Kind, _ code: String, status: Int = 400) -> Refusal {
        Refusal(kind: kind, code: code, status: status, message: "…")
    }
}

extension CallResult {
    /// The attempt's report, where there was an attempt.
    var report: AttemptReport? {
        guard case .attempted(let report, _) = self else { return nil }
        return report
    }

    /// The outcome of the attempt, where it has one.
    var outcome: AttemptOutcome? { report?.outcome }

    /// The reasons of a denial.
    var reasons: [DenialReason]? {
        guard case .denied(let answer) = self else { return nil }
        return answer.reasons
    }
}

extension AttemptReport {
    var outcome: AttemptOutcome? {
        guard case .settled(let outcome) = attempt.condition else { return nil }
        return outcome
    }
}

extension DecisionAnswer {
    var reasons: [DenialReason]? {
        guard case .denied(let denial) = decision else { return nil }
        return denial.reasons
    }
}
