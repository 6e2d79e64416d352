import OrderEngine
import OrderLifecycle

extension World {
    /// Kills the process.
    func crash(_ incarnation: Incarnation) {
        guard !incarnation.isDead else { return }
        tell { "crash" }
        incarnation.isDead = true
        crashesLeft = max(0, crashesLeft - 1)
        figures.crashes += 1
        if [.reconcile, .reconcileAuthorizations].contains(SimulatedCall.current?.action),
            incarnation.number > 1
        {
            figures.secondCrashes += 1
        }
        if tampering == .forgetsAcknowledged { incarnation.ledger.undoLast() }
        guard incarnation === self.incarnation else { return }
        later(1 + dice.pick([0, 1000, 60_000, 1_200_000])) { self.restart() }
    }

    /// Has somebody restart a process whose journal writes no more.
    func restartSoon(_ incarnation: Incarnation) {
        later(dice.within(1...30_000)) { [self] in
            guard !incarnation.isDead, incarnation === self.incarnation else { return }
            incarnation.isDead = true
            restart()
        }
    }

    private func restart() {
        if !isCalm, dice.falls(200) {
            clockError = dice.within(-200_000...200_000)
            clockStandsAt = nil
        }
        let ledger = incarnation.ledger
        oracle.recovered(ledger)
        live(on: ledger)
        tell { "restart" }
        guard oracle.violation == nil else { return }
        // Whoever starts the process has it reconcile first.
        perform(.reconcile, on: incarnation) {}
        if swarm.codes > 0 { perform(.reconcileAuthorizations, on: incarnation) {} }
        if swarm.hasApprovals { perform(.runApprovals, on: incarnation) {} }
    }

    /// Ends the faults, and lets time and reconciling go on until nothing is open.
    func calmDown() {
        guard oracle.violation == nil else { return }
        tell { "calm" }
        isCalm = true
        clockStandsAt = nil
        clockError = dice.within(-60_000...60_000)
        reconcileOn(since: time, round: 0)
    }

    private func reconcileOn(since start: Int64, round: Int) {
        guard oracle.violation == nil else { return }
        if incarnation.isDead || incarnation.isHalted {
            later(60_000) { self.reconcileOn(since: start, round: round) }
            return
        }
        guard let next = oracle.nextLook else { return }
        // Seven days, and seven more where a clock that was set ahead was set back meanwhile.
        guard round < 1000, time - start < 1_400_000_000 else {
            oracle.fail(
                .i16, "an attempt is neither settled nor parked sixteen days after the faults")
            return
        }
        let wait = min(max(next - wall.milliseconds, 1000), 604_800_000)
        later(wait) { [self] in
            perform(.reconcile, on: incarnation) { [self] in
                let other: Action? =
                    swarm.codes > 0
                    ? .reconcileAuthorizations : swarm.hasApprovals ? .runApprovals : nil
                guard let other, !incarnation.isDead, oracle.violation == nil else {
                    return reconcileOn(since: start, round: round + 1)
                }
                perform(other, on: incarnation) { [self] in
                    reconcileOn(since: start, round: round + 1)
                }
            }
        }
    }

    /// Lets everything that is under way run out without effect.
    func abandon() {
        incarnation.isDead = true
        other?.isDead = true
        isCalm = true
    }
}
