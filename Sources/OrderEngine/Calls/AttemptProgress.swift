import OrderJournal
import OrderLifecycle

/// How far a run through the steps of an attempt has come, whatever the call is about: the machine,
/// and what was heard and seen last.
struct AttemptProgress {
    private let id: AttemptID
    private let clock: any EngineClock
    private(set) var machine: Attempt
    /// From when the last observation is.
    private var observationTime: ObservationTime
    private var queries = 0
    /// What was heard or seen last, as a code.
    var why = "resumed"
    /// What was heard last that was not verified: it is recorded, and nothing rests on it.
    private var claim: AnswerClaim?
    private(set) var evidence: Evidence?
    /// WeChat's number of the order, as far as the journal knew it before the last sending.
    var orderID: OrderID?
    /// What the clocks showed so far.
    private var clocks: AttemptClock

    /// The most observations that one run reads before it leaves the attempt for later.
    private static let maxQueries = 8

    /// - Parameter now: The wall clock by which the machine was made.
    init(
        of id: AttemptID, machine: Attempt, observationTime: ObservationTime,
        recordedLastSentAt: Timestamp, clock: any EngineClock, now: Timestamp
    ) {
        self.id = id
        self.clock = clock
        clocks = AttemptClock(lastSentAt: recordedLastSentAt, wall: now, uptime: clock.uptime())
        self.machine = machine
        self.observationTime = observationTime
    }

    /// Whether the run may still read an observation.
    var mayQuery: Bool { queries < Self.maxQueries }

    /// Tells the machine what happened.
    mutating func advance(
        _ input: AttemptInput, at moment: Timestamp? = nil
    ) throws(EngineError) -> AttemptStep {
        let now = moment ?? clock.now()
        do throws(UnexpectedAttemptInput) {
            let (next, step) = try machine.following(input, now: now)
            machine = next
            return step
        } catch {
            throw .inconsistent("attempt \(id) met an input out of place")
        }
    }

    /// Goes on once the record of a sending is durable.
    ///
    /// - Parameter stateHolds: Whether that on which the call was decided still stands there.
    mutating func dispatch(stateHolds: Bool) throws(EngineError) -> AttemptStep {
        let now = clock.now()
        return try advance(
            .dispatchDurable(observationAge: observationAge(now), stateHolds: stateHolds), at: now)
    }

    /// Forgets what an earlier sending was answered: it says nothing of the next one.
    mutating func forgetAnswer() {
        evidence = nil
        claim = nil
    }

    /// Takes what a sending was answered.
    mutating func hear<Receipt>(
        _ heard: ProviderAnswer<Receipt>
    ) throws(EngineError) -> AttemptStep {
        let answer: AttemptAnswer
        switch heard {
        case .accepted(_, let evidence):
            self.evidence = evidence
            clocks.trust()
            why = "accepted"
            answer = .accepted
        case .refused(let refusal, let evidence):
            self.evidence = evidence
            clocks.trust()
            why = refusal.kind.rawValue
            answer = .refused(refusal)
        case .unknown(let unknown):
            why = unknown.code
            claim = unknown.claim
            answer = unknown.isServerError ? .failed : .unknown
        case .notSent:
            why = "not_sent"
            answer = .notSent
        }
        return try advance(.answered(answer))
    }

    /// Takes a verified answer that settles nothing.
    mutating func hear(
        nothingFor disbelief: AnswerDisbelief
    ) throws(EngineError) -> AttemptStep {
        why = disbelief.rawValue
        return try advance(.answered(.unknown))
    }

    /// Counts an observation that is about to be read.
    ///
    /// - Returns: Whether the run may still read one.
    mutating func beginQuery() -> Bool {
        defer { queries += 1 }
        return mayQuery
    }

    /// Notes from when a verified observation is; where it has no time, the last one's stands.
    mutating func saw(at time: ObservationTime?) {
        observationTime = time ?? observationTime
        clocks.trust()
    }

    /// Notes why there is no observation.
    mutating func failed(_ error: EngineError) {
        why = error.code.rawValue
        claim = error.claim ?? claim
    }

    /// Takes what an observation shows of the call's effect.
    mutating func judge(_ effect: ObservedEffect) throws(EngineError) -> AttemptStep {
        let now = clock.now()
        let (attempt, age) = clocks.judge(
            observationAge(now), for: machine, wall: now, uptime: clock.uptime())
        machine = attempt
        return try advance(.observed(effect, observationAge: age), at: now)
    }

    /// What a record says of an attempt that is left for later.
    func deferral(until moment: Timestamp) -> DeferralDetails {
        DeferralDetails(
            attempt: id, why: why, uncertainty: machine.uncertainty, refusal: machine.refusal,
            claim: claim, lastSentAt: clocks.lastSentAt(of: machine), nextAt: moment)
    }

    private func observationAge(_ now: Timestamp) -> ObservationAge {
        observationTime.age(uptime: clock.uptime(), now: now)
    }
}

extension UnknownAnswer {
    /// Whether the answer, verified or not, is a server error: the request arrived somewhere, and
    /// the same bytes may go out again soon.
    fileprivate var isServerError: Bool {
        switch self {
        case .serverError: true
        case .unverified(let claim): claim.status >= 500
        case .timedOut, .connectionLost, .unreadable, .redirected, .tooLarge: false
        }
    }
}
