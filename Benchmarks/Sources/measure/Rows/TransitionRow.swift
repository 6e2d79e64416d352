import Dispatch
import Measuring

/// Row 4: one durable transition a commit, one caller; row, record and hash.
enum TransitionRow {
    static func measure(under conditions: Conditions) async throws -> Row {
        let pair = try await JournalPair.small(under: conditions)
        let row = try await row("4", on: pair, under: conditions)
        try await pair.finish(verifying: true)
        return row
    }

    static func row(
        _ id: String, on pair: JournalPair, under conditions: Conditions
    ) async throws -> Row {
        let waits = try await waitsOfCommits(pair)
        let (measured, limit, ours, reference) = try await interleave(pair, under: conditions)
        return Row(
            id, work: "a durable transition (row, record and hash), one caller, WAL and EXTRA",
            reference: "SQLite's C interface doing the same statements", rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of the limit's", unit: "×",
                    Spread(of: zip(measured.ours, limit).map { $0 / $1 }), goal: .atLeast(0.90)),
                Figure("rate, of C's", unit: "×", Spread(of: measured.ratios)),
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
                    unit: "×", Spread(of: zip(limit, measured.reference).map { $0 / $1 })),
                Figure("rate", unit: "/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "/s", Spread(of: measured.reference)),
            ])
    }

    /// Measures both, commit by commit on random orders; and in the same rounds the limit: C with
    /// each commit on a thread that its caller waits for, as anyone who shares a journal must.
    static func interleave(
        _ pair: JournalPair, under conditions: Conditions
    ) async throws -> (rates: Interleaved, limit: [Double], ours: Syncs, reference: Syncs) {
        var generator = SameRandom(seed: 4)
        var twin = generator
        var other = SameRandom(seed: 8)
        var ours = Syncs()
        var reference = Syncs()
        var handed = [Effort](repeating: Effort(), count: conditions.rounds + 1)
        let writer = DispatchQueue(label: "reference")
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
            reference: { round in
                handed[round] += try await Effort.repeating(for: conditions.slice / 2) {
                    try await pair.reference.reduce(pair.orders.next(&other), on: writer)
                    return 1
                }
                return try await reference.counting {
                    try await Effort.repeating(for: conditions.slice) {
                        try pair.reference.reduce(pair.orders.next(&twin))
                        return 1
                    }
                }
            })
        return (rates, handed.dropFirst().map(\.rate), ours, reference)
    }
}
