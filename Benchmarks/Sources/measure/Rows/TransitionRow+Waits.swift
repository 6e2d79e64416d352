import CReference
import Measuring

extension TransitionRow {
    /// How many commits the waits for the disk are counted over: fewer than fill SQLite's log, so
    /// that no checkpoint of SQLite's falls among them.
    private static let counted = 50

    /// Waits for a disk over many commits.
    struct Syncs {
        private var syncs: Int64 = 0
        private var commits = 0

        /// How many there were, a commit.
        var each: Double { commits > 0 ? Double(syncs) / Double(commits) : 0 }

        /// Counts those of an effort.
        mutating func counting(_ work: () async throws -> Effort) async rethrows -> Effort {
            let before = reference_waits().data_syncs
            let effort = try await work()
            syncs += reference_waits().data_syncs - before
            commits += effort.count
            return effort
        }
    }

    /// Waits for a disk of single commits.
    struct Waits {
        var dataSyncs: [Double] = []
        var otherSyncs: [Double] = []
        var headWrites: [Double] = []
    }

    /// Counts the waits of each of some commits; those of the head file over all of them.
    static func waitsOfCommits(_ pair: JournalPair) async throws -> Waits {
        var generator = SameRandom(seed: 5)
        var waits = Waits()
        // The first commit after opening also makes the head of SQLite's log durable.
        try await pair.ours.reduce(pair.orders.next(&generator))
        reference_watch_writes(1)
        let start = reference_waits()
        for _ in 0..<counted {
            let before = reference_waits()
            try await pair.ours.reduce(pair.orders.next(&generator))
            let after = reference_waits()
            waits.dataSyncs.append(Double(after.data_syncs - before.data_syncs))
            waits.otherSyncs.append(Double(after.other_syncs - before.other_syncs))
        }
        try await Task.sleep(for: .seconds(Conditions.settling))
        let written = reference_waits().synchronous_writes - start.synchronous_writes
        reference_watch_writes(0)
        waits.headWrites = [Double(written) / Double(counted)]
        return waits
    }
}
