import Measuring

/// What the plot of growth shows at one size, measured as the rows measure it.
enum GrowthEntry {
    static func measure(under conditions: Conditions) async throws -> Growth.Entry {
        let pair = try await JournalPair.large(under: conditions)
        let durable = try await TransitionRow.interleave(pair, under: conditions).rates
        try await pair.finish(verifying: false)
        let read = try await PointReadRow.measure(under: conditions)
        let history = try await HistoryRow.measure(under: conditions)
        let verify = try await VerifyRow.measure(under: conditions)
        for row in [read.row, history.row, verify.row] { row.show() }
        return Growth.Entry(
            orders: conditions.orders, durable: Growth.Rates(durable),
            read: Growth.Rates(read.rates), history: Growth.Rates(history.rates),
            verify: Growth.Rates(verify.rates))
    }
}
