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
        let commits = try await interleave(pair, under: conditions)
        let measured = commits.rates
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
                    Spread(of: [commits.ours.each])),
                Figure(
                    "the same in C", unit: "each", Spread(of: [commits.reference.each])),
                Figure(
                    "rate of C handed to a thread of its own and back, of C's: the limit here",
                    unit: "×",
                    Spread(
                        of: zip(commits.handed.dropFirst(), measured.reference).map {
                            $0.rate / $1
                        })),
                Figure("rate", unit: "/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "/s", Spread(of: measured.reference)),
            ])
    }

    /// Single commits of both.
    struct Commits {
        let rates: Interleaved
        let ours: Syncs
        let reference: Syncs
        /// C's, each handed to another thread; one a round, the first of which is not counted.
        let handed: [Effort]
    }

    /// Measures both, commit by commit on random orders; and C once more, each commit on a thread
    /// that its caller waits for, as the caller of a journal that others share has to.
    static func interleave(
        _ pair: JournalPair, under conditions: Conditions
    ) async throws -> Commits {
        var generator = SameRandom(seed: 4)
        var twin = generator
        var ours = Syncs()
        var reference = Syncs()
        var handed = [Effort](repeating: Effort(), count: conditions.rounds + 1)
        let writer = DispatchQueue(label: "reference")
        let rates = try await Interleaved(
            rounds: conditions.rounds, slices: Conditions.slices,
            ours: { round in
                handed[round] += try await Effort.repeating(for: conditions.slice / 2) {
                    try await pair.reference.reduce(pair.orders.next(&twin), on: writer)
                    return 1
                }
                return try await ours.counting {
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
        return Commits(rates: rates, ours: ours, reference: reference, handed: handed)
    }
}
