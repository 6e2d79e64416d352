import OrderEngine
import OrderEngineTesting
public import OrderJournal
import OrderLifecycle

/// The lives of one caller's orders, step by step: each order is created, confirmed, completed and
/// paid, and then the next one begins.
public struct OrderLives: Sendable {
    private let prefix: String
    private let events: [OrderEvent]
    private let caller: Caller
    private let clock = SystemClock()
    private var order: OutOrderNumber
    private var orders = 1
    private var step = 0

    /// Begins with a first order.
    ///
    /// - Parameter prefix: What the numbers of the orders begin with; no two callers share one.
    public init(prefix: String) throws {
        self.prefix = prefix
        events = [
            .created(.confirm, riskFund: try Amount(fen: 10_000)), .confirmed,
            .completed(due: try Amount(fen: 5000)),
            .paid(try Amount(fen: 5000), through: .weChat),
        ]
        caller = Caller(actor: try ActorName("benchmark"), channel: try CallerChannel("benchmark"))
        order = try OutOrderNumber("\(prefix)-1")
    }

    /// The record of the next step.
    public mutating func next() throws -> RecordDraft {
        if step == events.count {
            orders += 1
            order = try OutOrderNumber("\(prefix)-\(orders)")
            step = 0
        }
        defer { step += 1 }
        return RecordDraft(
            .order(order), .order(.happened(events[step])), cause: Cause(.call), caller: caller,
            origin: .sample,
            at: clock.now())
    }
}
