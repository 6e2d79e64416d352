import OrderEngine
import OrderEngineTesting

/// The suite that every journal must pass, run on the journal of the simulated worlds.
final class Conformance: @unchecked Sendable {
    private(set) var passed = 0
    private(set) var failures: [String] = []
    private let world: World
    /// The lives that have journals; nobody else keeps them.
    private var lives: [Incarnation] = []

    init(seed: UInt64) {
        world = World(
            dice: Dice(seed: seed), tampering: nil, coverage: Coverage(), isTold: false)
        world.isCalm = true
        // Of orders that are none of this world's the oracle knows nothing.
        world.oracle.isBlind = true
    }

    /// Runs all checks, on this thread.
    func run() {
        world.queue.serving {
            _ = Task { await runChecks() }
            if !world.exhaust() { failures.append("the checks of the journal do not end") }
        }
        let count = JournalConformance.checks.count
        if failures.isEmpty, passed != count {
            failures.append("\(passed) of \(count) checks of the journal came to an end")
        }
    }

    private func runChecks() async {
        let journal = JournalUnderTest { [self] journal in
            let ledger = (journal as? SimulatedJournal)?.incarnation.ledger
            return live(on: ledger ?? Ledger(tampering: nil))
        } make: { [self] in
            live(on: Ledger(tampering: nil))
        }
        for check in JournalConformance.checks {
            do {
                try await check.run(on: journal)
                passed += 1
            } catch {
                failures.append("the simulated journal: \(error)")
            }
        }
    }

    private func live(on ledger: Ledger) -> SimulatedJournal {
        let life = Incarnation(world: world, ledger: ledger, number: lives.count + 1)
        lives.append(life)
        return SimulatedJournal(incarnation: life)
    }
}
