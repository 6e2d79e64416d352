import Foundation
import Synchronization
import Trials

/// The trials of what is broken on purpose.
struct Controls: Sendable {
    let seed: UInt64
    /// How often each has to be found.
    let enough: Int

    private static let mostTrials = 20_000

    /// How a control ended.
    private struct Outcome {
        var found = 0
        var trials = 0
    }

    /// Runs each broken world until it was found often enough, several at once.
    func run(threads: Int, into report: inout TrialReport) {
        let all = Tampering.allCases
        let next = Atomic(0)
        let outcomes = Mutex([Outcome](repeating: Outcome(), count: all.count))
        let group = DispatchGroup()
        for _ in 0..<max(1, threads) {
            group.enter()
            let thread = Thread {
                while case let index = next.add(1, ordering: .relaxed).oldValue, index < all.count {
                    let outcome = self.outcome(of: all[index])
                    outcomes.withLock { $0[index] = outcome }
                }
                group.leave()
            }
            thread.stackSize = Shard.stackSize
            thread.start()
        }
        group.wait()
        for (tampering, outcome) in zip(all, outcomes.withLock { $0 }) {
            let name = "\(tampering.invariant.rawValue), \(tampering.rawValue)"
            report.control(name, found: outcome.found, of: outcome.trials)
        }
    }

    /// Runs schedules in a broken world until the right invariant was found broken often enough.
    private func outcome(of tampering: Tampering) -> Outcome {
        var outcome = Outcome()
        let coverage = Coverage()
        while outcome.trials < Self.mostTrials, outcome.found < enough {
            let schedule = Schedule(seed: seed ^ 0xC0_4720_1000, number: outcome.trials)
            let end = schedule.run(tampering: tampering, coverage: coverage)
            if end.violation?.invariant == tampering.invariant { outcome.found += 1 }
            outcome.trials += 1
        }
        return outcome
    }
}
