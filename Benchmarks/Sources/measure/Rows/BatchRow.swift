import Measuring
import OrderLifecycle

/// Row 6: orders that are taken over, a thousand in one commit.
enum BatchRow {
    private static let batch = 1000
    /// How many commits a slice has: a count rather than a time, so that both journals grow alike.
    private static let commits = 3

    static func measure(under conditions: Conditions) async throws -> Row {
        let pair = try await JournalPair.small(under: conditions)
        let row = try await row("6", on: pair, under: conditions, ratio: 0.7)
        try await pair.finish(verifying: true)
        return row
    }

    static func row(
        _ id: String, on pair: JournalPair, under conditions: Conditions, ratio: Double
    ) async throws -> Row {
        let measured = try await Interleaved(
            rounds: conditions.rounds, slices: Conditions.slices,
            ours: { _ in
                let batches = try (0..<commits).map { _ in try pair.ours.newOrders(batch) }
                return try await Effort.measuring(settling: Conditions.settling) {
                    for numbers in batches { try await pair.ours.adopt(numbers) }
                    return commits * batch
                }
            },
            reference: { _ in
                let batches = try (0..<commits).map { _ in try pair.reference.newOrders(batch) }
                return try await Effort.measuring {
                    for numbers in batches { try pair.reference.adopt(numbers) }
                    return commits * batch
                }
            })
        return Row(
            id, work: "taking over orders, \(batch) in one commit",
            reference: "SQLite's C interface doing the same statements, \(batch) in one commit",
            rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of C's", unit: "×", Spread(of: measured.ratios), goal: .atLeast(ratio)),
                Figure(
                    "processor's time an order, of C's", unit: "×",
                    Spread(of: measured.processorRatios)),
                Figure("rate", unit: "orders/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "orders/s", Spread(of: measured.reference)),
            ])
    }
}
