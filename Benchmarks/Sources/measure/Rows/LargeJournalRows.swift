import Measuring

/// Row 7: rows 4 to 6 on a large journal.
enum LargeJournalRows {
    static func measure(under conditions: Conditions) async throws -> [Row] {
        let pair = try await JournalPair.large(under: conditions)
        let size = "at \(conditions.orders)"
        let rows = [
            try await TransitionRow.row("4 \(size)", on: pair, under: conditions),
            try await ConcurrentTransitionRow.row("5 \(size)", on: pair, under: conditions),
            try await BatchRow.row("6 \(size)", on: pair, under: conditions, ratio: 0.6),
        ]
        try await pair.finish(verifying: false)
        return rows
    }
}
