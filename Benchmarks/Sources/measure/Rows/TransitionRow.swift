import Dispatch
import Measuring

/// Row 4: one durable transition a commit, one caller; row, record and hash.
enum TransitionRow {
    static func measure(under conditions: Conditions) async throws -> Row {
        let pair = try await JournalPair.small(under: conditions)
        let row = try await row("4", on: pair, under: conditions, ratio: 0.90)
        try await pair.finish(verifying: true)
        return row
    }

    static func row(
        _ id: String, on pair: JournalPair, under conditions: Conditions, ratio: Double
    ) async throws -> Row {
        let waits = try await waitsOfCommits(pair)
        let (measured, ours, reference) = try await interleave(pair, under: conditions)
        let handed = try await interleaveHanded(pair, under: conditions)
        return Row(
            id, work: "a durable transition (row, record and hash), one caller, WAL and EXTRA",
            reference: "SQLite's C interface doing the same statements", rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of C's", unit: "×", Spread(of: measured.ratios), goal: .atLeast(ratio)),
                Figure(
                    "processor's time a commit, of C's", unit: "×",
                    Spread(of: measured.processorRatios), goal: .atMost(1.25)),
                Figure(
                    "fdatasyncs a commit, between SQLite's checkpoints", unit: "each",
                    Spread(of: waits.dataSyncs), goal: .exactly(1)),
                Figure(
                    "other syncs a commit, between SQLite's checkpoints", unit: "each",
                    Spread(of: waits.otherSyncs), goal: .exactly(0)),
                Figure(
                    "O_DSYNC writes of the head file a commit, behind the commits", unit: "each",
                    Spread(of: waits.headWrites)),
                Figure(
                    "fdatasyncs a commit, SQLite's checkpoints included", unit: "each",
                    Spread(of: [ours.each])),
                Figure(
                    "the same in C", unit: "each", Spread(of: [reference.each])),
                Figure(
                    "rate of C handed to a thread of its own and back, of C's: the limit here",
                    unit: "×", Spread(of: handed.ratios)),
                Figure("rate", unit: "/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "/s", Spread(of: measured.reference)),
            ])
    }

    /// Measures both, commit by commit on random orders.
    static func interleave(
        _ pair: JournalPair, under conditions: Conditions
    ) async throws -> (rates: Interleaved, ours: Syncs, reference: Syncs) {
        var generator = SameRandom(seed: 4)
        var twin = generator
        var ours = Syncs()
        var reference = Syncs()
        let rates = try await Interleaved(
            rounds: conditions.rounds, slices: Conditions.slices,
            ours: { _ in
                try await ours.counting {
                    try await Effort.repeating(
                        for: conditions.slice, settling: Conditions.settling
                    ) {
                        try await pair.ours.reduce(pair.orders.next(&generator))
                        return 1
                    }
                }
            },
            reference: { _ in
                try await reference.counting {
                    try await Effort.repeating(for: conditions.slice) {
                        try pair.reference.reduce(pair.orders.next(&twin))
                        return 1
                    }
                }
            })
        return (rates, ours, reference)
    }

    /// Measures C with each commit on a thread that its caller waits for, as whoever shares a
    /// journal has to, beside C without.
    private static func interleaveHanded(
        _ pair: JournalPair, under conditions: Conditions
    ) async throws -> Interleaved {
        var generator = SameRandom(seed: 8)
        let writer = DispatchQueue(label: "reference")
        return try await Interleaved(
            rounds: conditions.rounds, slices: Conditions.slices,
            ours: { _ in
                try await Effort.repeating(for: conditions.slice / 2) {
                    try await pair.reference.reduce(pair.orders.next(&generator), on: writer)
                    return 1
                }
            },
            reference: { _ in
                try await Effort.repeating(for: conditions.slice / 2) {
                    try pair.reference.reduce(pair.orders.next(&generator))
                    return 1
                }
            })
    }
}
