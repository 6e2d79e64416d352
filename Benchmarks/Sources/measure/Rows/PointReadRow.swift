import CReference
import Measuring
import OrderEngine
import OrderLifecycle
import SQLiteJournal

/// Row 8: "may I cancel?" by order number in a large journal, warm.
enum PointReadRow {
    /// How many questions are asked between looks at the clock.
    private static let batch = 16

    static func measure(
        under conditions: Conditions
    ) async throws -> (row: Row, rates: Interleaved) {
        let files = try await OrdersFile(under: conditions).prepared()
        let journal = try await SQLiteJournalStore.open(at: files.path)
        let reference = try ReferenceJournal(at: files, to: REFERENCE_READS)
        let orders = try SampleOrders(of: conditions.orders)
        let measured = try await interleave(journal, reference, orders, under: conditions)
        try reference.close()
        try await journal.close()
        let row = Row(
            "8", work: "\"may I cancel?\" by number among \(conditions.orders) orders, warm",
            reference: "a read of the order's row on SQLite's C interface, autocommit",
            rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of C's", unit: "×", Spread(of: measured.ratios), goal: .atLeast(0.6)),
                Figure(
                    "processor's time a question, of C's", unit: "×",
                    Spread(of: measured.processorRatios)),
                Figure("rate", unit: "/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "/s", Spread(of: measured.reference)),
            ])
        return (row, measured)
    }

    private static func interleave(
        _ journal: SQLiteJournalStore, _ reference: ReferenceJournal, _ orders: SampleOrders,
        under conditions: Conditions
    ) async throws -> Interleaved {
        let caller = Caller(
            actor: try ActorName("order-service"), channel: try CallerChannel("order-service"))
        let clock = SystemClock()
        // The sample orders await so much that the standard velocity limit would deny each.
        var settings = EngineSettings()
        settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: 20, fen: Amount.maximum, window: .seconds(3600)))
        var generator = SameRandom(seed: 8)
        var twin = generator
        return try await conditions.interleave(
            ours: {
                for _ in 0..<batch {
                    let answer = try await Engine.offlineDecision(
                        on: orders.next(&generator), for: .cancel, in: journal, settings: settings,
                        now: clock.now(), caller: caller)
                    try Miscount.check(
                        answer.decision.code, is: .needsAcknowledgement, "the decision")
                }
                return batch
            },
            reference: {
                for _ in 0..<batch { try reference.read(orders.next(&twin)) }
                return batch
            })
    }
}
