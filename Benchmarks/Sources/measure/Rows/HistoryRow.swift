import CReference
import Measuring
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// Row 9: the history of one order in a large journal.
enum HistoryRow {
    /// How many histories are read between looks at the clock.
    private static let batch = 8

    static func measure(
        under conditions: Conditions
    ) async throws -> (row: Row, rates: Interleaved) {
        let file = OrdersFile(under: conditions)
        let files = try await file.prepared()
        let journal = try await SQLiteJournalStore.open(at: files.path)
        let reference = try ReferenceJournal(at: files, to: REFERENCE_READS)
        let orders = try file.storied()
        var generator = SameRandom(seed: 9)
        var twin = generator
        let length = OrdersFile.historyLength
        let measured = try await conditions.interleave(
            ours: {
                for _ in 0..<batch {
                    let order = orders[Int.random(in: orders.indices, using: &generator)]
                    let records = try await journal.read {
                        try $0.records(of: .order(order), after: 0, limit: 1000)
                    }
                    try Miscount.check(records.count, is: length, "records of an order")
                }
                return batch
            },
            reference: {
                for _ in 0..<batch {
                    let order = orders[Int.random(in: orders.indices, using: &twin)]
                    let count = try reference.readHistory(of: order)
                    try Miscount.check(Int(count), is: length, "records of an order, in C")
                }
                return batch
            })
        try reference.close()
        try await journal.close()
        let row = Row(
            "9", work: "the \(length) records of an order among \(conditions.orders) orders",
            reference: "the same on SQLite's C interface", rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of C's", unit: "×", Spread(of: measured.ratios), goal: .atLeast(0.6)),
                Figure(
                    "processor's time a history, of C's", unit: "×",
                    Spread(of: measured.processorRatios)),
                Figure("rate", unit: "/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "/s", Spread(of: measured.reference)),
            ])
        return (row, measured)
    }
}
