/// What was counted of schedules.
struct Figures {
    var schedules = 0
    var steps = 0
    var calls = 0
    var records = 0
    var requests = 0
    var effects = 0
    var mishaps = 0
    var crashes = 0
    var secondCrashes = 0
    var lateEffects = 0
    var checks = 0
    var effectsAfterRefusal = 0
    var replayed = 0
    /// Kept answers that were given out again and passed the check of the adapter.
    var replayedAnswers = 0
    /// Kept answers that this process had believed already.
    var repeatedAnswers = 0
    /// Notifications that were acknowledged.
    var acknowledged = 0
    /// Sweeps to which nothing happened.
    var sweeps = 0
    var consents = ConsentFigures()
    var approvals = ApprovalFigures()

    mutating func add(_ other: Figures) {
        schedules += other.schedules
        steps += other.steps
        calls += other.calls
        records += other.records
        requests += other.requests
        effects += other.effects
        mishaps += other.mishaps
        crashes += other.crashes
        secondCrashes += other.secondCrashes
        lateEffects += other.lateEffects
        checks += other.checks
        effectsAfterRefusal += other.effectsAfterRefusal
        replayed += other.replayed
        replayedAnswers += other.replayedAnswers
        repeatedAnswers += other.repeatedAnswers
        acknowledged += other.acknowledged
        sweeps += other.sweeps
        consents.add(other.consents)
        approvals.add(other.approvals)
    }
}
