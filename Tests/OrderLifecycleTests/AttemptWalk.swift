import OrderLifecycle

/// One walk of a cancel.
struct AttemptWalk {
    var random: SeededRandom
    /// The first promise that was broken.
    private(set) var breach: String?
    /// What happened, for the report of a breach.
    private(set) var trail: [String] = []

    private var attempt: Attempt
    private var now: Int64 = 0

    // The order as it really is.
    private var isRevoked = false
    private var isRevokedByUs = false
    private var isDone = false
    private var isOtherwise = false
    /// When requests of ours that are still on their way arrive.
    private var arrivals: [Int64] = []

    // The books of this walk.
    private var sends: [(at: Int64, isAnswered: Bool)] = []
    private var observedAt: Int64 = 0
    private var settlements = 0
    private let acknowledgedFor: Int64?
    /// Whether no query is ever answered.
    private let isDeaf: Bool

    // What is durable.
    private var recordedDispatches = 1
    private var recordedAt: Int64 = 0
    private var recordedUncertainty = Attempt.Uncertainty.unknown
    private var recordedRefusal: Refusal?

    /// A request is refused once its signature is five minutes old.
    private static let maxDelay: Int64 = 300_000

    init(random: SeededRandom) throws {
        var random = random
        let retryPolicy = try RetryPolicy(
            quiescence: random.pick([.seconds(600), .seconds(900)]),
            dispatches: Int.random(in: 1...4, using: &random))
        isDeaf = random.once(in: 60)
        acknowledgedFor = random.pick([nil, nil, 5000, 400_000, 5_000_000])
        attempt =
            AttemptStory.ofCancel(acknowledgedFor: acknowledgedFor, retryPolicy: retryPolicy)
            .attempt
        self.random = random
    }

    /// Walks to the end, and names it.
    mutating func run() throws -> String {
        observedAt = -Int64.random(in: 0...7000, using: &random)
        var step = try tell(
            .dispatchDurable(
                observationAge: ObservationAge(sinceAsked: .milliseconds(now - observedAt))))
        for _ in 0..<400 {
            if breach != nil { return "breach" }
            happen()
            if random.once(in: 25), let resumed = restarted() { step = resumed }
            switch step {
            case .send: step = try tell(.answered(answer()))
            case .query: step = try observation()
            case .commitDispatch:
                pass(upTo: 200)
                recordedDispatches = attempt.dispatches
                (recordedAt, recordedUncertainty, recordedRefusal) = (now, .unknown, nil)
                step = try tell(
                    .dispatchDurable(
                        observationAge: ObservationAge(sinceAsked: .milliseconds(now - observedAt)))
                )
            case .wait(let until):
                (recordedAt, recordedUncertainty) = (
                    millis(attempt.lastSentAt), attempt.uncertainty
                )
                recordedRefusal = attempt.refusal
                now = max(now, millis(until)) + (random.once(in: 3) ? 1 : 0)
                happen()
                step = try tell(.woken)
            case .park: return "parked"
            case .settle(let outcome):
                checkSettled(outcome)
                return outcome.code
            }
        }
        breach = "the walk does not end"
        return "breach"
    }

    // MARK: The machine

    private mutating func tell(_ input: AttemptInput) throws -> AttemptStep {
        trail.append("\(now) \(input)")
        let (next, step) = try attempt.following(input, now: at(now))
        attempt = next
        switch step {
        case .send: checkSend()
        case .settle: settlements += 1
        case .query, .commitDispatch, .wait, .park: break
        }
        return step
    }

    /// The process ends and another takes the attempt up; only what is durable is left.
    private mutating func restarted() -> AttemptStep? {
        switch attempt.stage {
        case .settled, .parked: return nil
        case .intended, .sent, .querying, .waiting: break
        }
        // A sending that was asked for may have been made before the end, or not.
        if case .sent = attempt.stage, !random.once(in: 3) { _ = answer() }
        // What was not answered counts, from here on, from when it was recorded: moments earlier.
        sends = sends.map { $0.isAnswered ? $0 : (min($0.at, recordedAt), false) }
        pass(upTo: 400_000)
        trail.append("\(now) restart")
        attempt = .resuming(
            dispatches: recordedDispatches, lastSentAt: at(recordedAt),
            uncertainty: recordedUncertainty,
            refusal: recordedRefusal, acknowledgedUntil: acknowledgedFor.map { at($0) },
            retryPolicy: attempt.retryPolicy)
        return .query
    }

    // MARK: WeChat

    /// What happens at WeChat up to now.
    private mutating func happen() {
        for arrival in arrivals.sorted() where arrival <= now { takeEffect() }
        arrivals.removeAll { $0 <= now }
        guard !isRevoked, !isDone else { return }
        if random.once(in: 60) { isDone = true }
        if random.once(in: 80) { isRevoked = true }
        if random.once(in: 60) { isOtherwise = true }
    }

    private mutating func takeEffect() {
        guard !isRevoked, !isDone else { return }
        isRevoked = true
        isRevokedByUs = true
    }

    /// A request leaves, and this is what comes back.
    private mutating func answer() -> AttemptAnswer {
        pass(upTo: 50)
        happen()
        let sentAt = now
        if random.once(in: 12) { return .notSent }
        if random.once(in: 8) {
            sends.append((sentAt, true))
            return .refused(refusal(random.pick([.rateLimited, .deductionRunning])))
        }
        if isRevoked || isDone, random.once(in: 2) {
            sends.append((sentAt, true))
            let kinds: [Refusal.Kind] =
                isRevoked ? [.alreadyRevoked, .wrongState] : [.alreadyDone, .wrongState]
            return .refused(refusal(random.pick(kinds)))
        }
        if random.once(in: 15) {
            sends.append((sentAt, true))
            return .refused(refusal(random.pick([.notPermitted, .signature, .other])))
        }
        if random.once(in: 3) {
            sends.append((sentAt, true))
            takeEffect()
            return isRevoked ? .accepted : .refused(refusal(.alreadyDone))
        }
        // No verified word: nothing happens, it happens at once, or it happens later.
        sends.append((sentAt, false))
        if random.once(in: 3) {
            arrivals.append(now + Int64.random(in: 0...Self.maxDelay, using: &random))
        } else if random.once(in: 2) {
            takeEffect()
        }
        pass(upTo: 30_000)
        happen()
        return random.once(in: 3) ? .failed : .unknown
    }

    private mutating func observation() throws -> AttemptStep {
        if isDeaf || random.once(in: 6) {
            pass(upTo: 10_000)
            return try tell(
                .observed(
                    .indeterminate,
                    observationAge: ObservationAge(sinceAsked: .milliseconds(now - observedAt))))
        }
        pass(upTo: 100)
        happen()
        observedAt = now
        let effect: ObservedEffect =
            isRevoked ? .applied : isDone ? .overtaken : isOtherwise ? .changed : .unchanged
        // The process may be stopped between the observation and what is made of it.
        if random.once(in: 10) {
            let isIntended = attempt.stage == .intended
            pass(upTo: isIntended ? 7000 : 800_000)
            happen()
        }
        return try tell(
            .observed(
                effect, observationAge: ObservationAge(sinceAsked: .milliseconds(now - observedAt)))
        )
    }

    // MARK: The promises

    private mutating func checkSend() {
        if sends.count >= attempt.retryPolicy.dispatches {
            breach =
                "more sendings than the "
                + "budget"
        }
        if now - observedAt > attempt.retryPolicy.freshness.milliseconds {
            breach =
                "sent on an old "
                + "observation"
        }
        if let acknowledgedFor, now >= acknowledgedFor { breach = "sent unacknowledged" }
        if settlements > 0 { breach = "sent after the end" }
        if attempt.dispatches > recordedDispatches { breach = "sent before it was durable" }
    }

    private mutating func checkSettled(_ outcome: AttemptOutcome) {
        if settlements != 1 { breach = "\(settlements) ends" }
        let isYoung = sends.contains {
            !$0.isAnswered && $0.at + attempt.retryPolicy.quiescence.milliseconds > now
        }
        switch outcome {
        case .applied: if !isRevoked { breach = "applied, and it is not revoked" }
        case .notApplied(.overtaken): if !isDone { breach = "overtaken, and it is not done" }
        case .refused, .notApplied(.neverSent), .notApplied(.changed), .notApplied(.unchanged):
            if isRevokedByUs { breach = "\(outcome.code), and we revoked it" }
            if isDone { break }
            if isYoung { breach = "\(outcome.code) while a sending was young" }
            if !arrivals.isEmpty { breach = "\(outcome.code) while a sending was on its way" }
        case .unproven: breach = "unproven, and an observation could show it"
        }
        for name in AttemptTableTests.inputs {
            for input in AttemptTableTests.inputs(name)
            where (try? attempt.following(input, now: at(now))) != nil {
                breach = "the end was not the end"
            }
        }
    }

    // MARK: Time

    private mutating func pass(upTo longest: Int64) {
        now += Int64.random(in: 0...longest, using: &random)
    }

    private func millis(_ moment: Timestamp) -> Int64 {
        moment.since(at(0)).milliseconds
    }
}
