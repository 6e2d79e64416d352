import CReference
import Measuring
import OrderLifecycle

/// Row 5: durable transitions from 64 callers, one a commit; each fails or succeeds alone.
enum ConcurrentTransitionRow {
    private static let callers = 64
    /// Each so-many-th commit fails on purpose.
    private static let failing = 50

    static func measure(under conditions: Conditions) async throws -> Row {
        let pair = try await JournalPair.small(under: conditions)
        let row = try await row("5", on: pair, under: conditions)
        try await pair.finish(verifying: true)
        return row
    }

    static func row(
        _ id: String, on pair: JournalPair, under conditions: Conditions
    ) async throws -> Row {
        var rounds = [Round](repeating: Round(), count: conditions.rounds + 1)
        var generator = SameRandom(seed: 6)
        var twin = SameRandom(seed: 7)
        let measured = try await Interleaved(
            rounds: conditions.rounds, slices: Conditions.slices,
            ours: { round in
                rounds[round].alone += try await alone(
                    for: conditions.slice / 2, on: pair, &generator)
                let shared = try await Effort.repeating(for: conditions.slice / 2) {
                    try pair.reference.reduce((0..<callers).map { _ in pair.orders.next(&twin) })
                    return callers
                }
                rounds[round].shared += shared
                return try await together(
                    for: conditions.slice, on: pair, seed: generator.next(), &rounds[round])
            },
            reference: { _ in
                try await Effort.repeating(for: conditions.slice) {
                    try pair.reference.reduce(pair.orders.next(&twin))
                    return 1
                }
            })
        let counted = Array(rounds.dropFirst())
        let limit = counted.map(\.shared.rate)
        return Row(
            id, work: "the same, \(callers) concurrent callers, one transition a commit",
            reference: "row 4's C, one caller, one a commit", rounds: conditions.rounds,
            figures: [
                Figure(
                    "rate, of the limit's", unit: "×",
                    Spread(of: zip(measured.ours, limit).map { $0 / $1 }), goal: .atLeast(0.90)),
                Figure("rate, of C's", unit: "×", Spread(of: measured.ratios)),
                Figure(
                    "rate of C with \(callers) in one commit, of C's with one: the limit here",
                    unit: "×", Spread(of: zip(limit, measured.reference).map { $0 / $1 })),
                Figure(
                    "p99 ÷ (a single caller's p50 × transactions for \(callers) commits)",
                    unit: "×", Spread(of: counted.map(\.stretch))),
                Figure(
                    "p99 ÷ (a single caller's p50 × commits in a transaction)", unit: "×",
                    Spread(of: counted.map(\.stretchOfShare)), goal: .atMost(4)),
                Figure(
                    "transactions for \(callers) commits", unit: "each",
                    Spread(of: counted.map(\.transactions))),
                Figure("p50", unit: "ms", Spread(of: counted.map { $0.latencies.quantile(0.5) })),
                Figure("p99", unit: "ms", Spread(of: counted.map { $0.latencies.quantile(0.99) })),
                Figure(
                    "p50, single caller", unit: "ms",
                    Spread(of: counted.map { $0.alone.quantile(0.5) })),
                Figure("rate", unit: "/s", Spread(of: measured.ours)),
                Figure("rate of C", unit: "/s", Spread(of: measured.reference)),
                Figure(
                    "commits that failed on purpose, alone", unit: "in all",
                    Spread(of: [Double(rounds.map(\.failures).reduce(0, +))])),
            ])
    }

    /// What was seen in one round; times in milliseconds.
    private struct Round {
        var alone: [Double] = []
        /// What C did with as many transitions in one commit as there are callers.
        var shared = Effort()
        var latencies: [Double] = []
        var failures = 0
        var waits = 0.0

        /// How many transactions so many commits as there are callers needed.
        var transactions: Double {
            waits * Double(callers) / Double(max(1, latencies.count + failures))
        }

        /// How much longer the slowest hundredth waited than its transactions take alone.
        var stretch: Double { stretch(over: max(1, transactions)) }

        /// How much longer it waited than the commits that shared its transaction take alone.
        var stretchOfShare: Double { stretch(over: Double(callers) / max(1, transactions)) }

        private func stretch(over commits: Double) -> Double {
            let expected = alone.quantile(0.5) * commits
            return expected > 0 ? latencies.quantile(0.99) / expected : 0
        }
    }

    /// The times of a single caller's commits.
    private static func alone(
        for seconds: Double, on pair: JournalPair, _ generator: inout SameRandom
    ) async throws -> [Double] {
        let end = Clocks.wall + seconds
        var latencies: [Double] = []
        repeat {
            latencies.append(try await time(pair.ours, pair.orders.next(&generator)))
        } while Clocks.wall < end
        return latencies
    }

    /// Commits from all callers, each on orders of its own.
    private static func together(
        for seconds: Double, on pair: JournalPair, seed: UInt64, _ round: inout Round
    ) async throws -> Effort {
        let waits = reference_waits().data_syncs
        var latencies: [Double] = []
        var failures = 0
        let effort = try await Effort.measuring(settling: Conditions.settling) {
            let end = Clocks.wall + seconds
            let (journal, orders) = (pair.ours, pair.orders)
            return try await withThrowingTaskGroup(of: Share.self) { group in
                for caller in 0..<callers {
                    group.addTask {
                        try await share(
                            of: caller, until: end, on: journal, orders, seed: seed)
                    }
                }
                var count = 0
                for try await share in group {
                    latencies += share.latencies
                    failures += share.failures
                    count += share.latencies.count
                }
                return count
            }
        }
        round.latencies += latencies
        round.failures += failures
        round.waits += Double(reference_waits().data_syncs - waits)
        return effort
    }

    /// What one caller saw.
    private struct Share: Sendable {
        var latencies: [Double] = []
        var failures = 0
    }

    private static func share(
        of caller: Int, until end: Double, on journal: MeasuredJournal, _ orders: SampleOrders,
        seed: UInt64
    ) async throws -> Share {
        var generator = SameRandom(seed: seed &+ UInt64(caller))
        var share = Share()
        // Each caller begins elsewhere, so that failures and successes share transactions.
        var commits = Int.random(in: 0..<failing, using: &generator)
        repeat {
            let order = orders.next(of: caller, among: callers, &generator)
            commits += 1
            if commits.isMultiple(of: failing) {
                try await journal.reduceInVain(order)
                share.failures += 1
            } else {
                share.latencies.append(try await time(journal, order))
            }
        } while Clocks.wall < end
        return share
    }

    private static func time(
        _ journal: MeasuredJournal, _ order: OutOrderNumber
    ) async throws -> Double {
        let start = Clocks.wall
        try await journal.reduce(order)
        return (Clocks.wall - start) * 1000
    }
}
