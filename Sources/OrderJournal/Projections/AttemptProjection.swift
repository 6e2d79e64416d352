public import OrderLifecycle

/// An attempt as its records leave it.
public struct AttemptProjection: Hashable, Sendable {
    /// Where the attempt stands, as far as records tell.
    public enum Condition: Hashable, Sendable {
        /// No outcome yet; to be looked into at this moment.
        case open(nextAt: Timestamp)
        /// Waits for a person.
        case parked
        /// Ended.
        case settled(AttemptOutcome)
    }

    /// The attempt.
    public let id: AttemptID
    /// What it is about.
    public let subject: Subject
    /// What was decided and is being done.
    public let intent: IntentDetails
    /// Where the order stood when it was decided; unseen of an authorization, whose attempts are
    /// judged by what is seen alone.
    public let decidedOn: OrderState
    /// Who asked.
    public let caller: Caller
    /// When the intent was recorded.
    public let intendedAt: Timestamp
    /// How many sendings were recorded.
    public private(set) var dispatches: Int
    /// When the last of them was recorded or answered.
    public private(set) var lastSentAt: Timestamp
    /// Whether something that was sent may still take effect.
    public private(set) var uncertainty: Attempt.Uncertainty
    /// WeChat's last verified refusal.
    public private(set) var refusal: Refusal?
    /// Where it stands.
    public private(set) var condition: Condition

    /// Creates the projection of an attempt from its intent: until anything else is recorded it
    /// counts as sent, with an unknown effect.
    public init(
        _ intent: IntentDetails, of subject: Subject, decidedOn: OrderState, caller: Caller,
        at time: Timestamp
    ) {
        self.init(
            intent: intent, subject: subject, decidedOn: decidedOn, caller: caller,
            intendedAt: time,
            dispatches: 1, lastSentAt: time, uncertainty: .unknown, refusal: nil,
            condition: .open(nextAt: time))
    }

    /// Creates a projection as it was stored.
    public init(
        intent: IntentDetails, subject: Subject, decidedOn: OrderState, caller: Caller,
        intendedAt: Timestamp, dispatches: Int, lastSentAt: Timestamp,
        uncertainty: Attempt.Uncertainty,
        refusal: Refusal?, condition: Condition
    ) {
        id = intent.attempt
        self.subject = subject
        self.intent = intent
        self.decidedOn = decidedOn
        self.caller = caller
        self.intendedAt = intendedAt
        self.dispatches = dispatches
        self.lastSentAt = lastSentAt
        self.uncertainty = uncertainty
        self.refusal = refusal
        self.condition = condition
    }

    /// Whether the attempt has ended.
    public var isSettled: Bool {
        switch condition {
        case .open, .parked: false
        case .settled: true
        }
    }

    /// Returns the projection after one more record of this attempt.
    ///
    /// - Throws: ``ReplayProblem`` if the attempt has ended, unless it shows its effect late.
    public func applying(
        _ record: JournalRecord, _ fact: AttemptFact
    ) throws(ReplayProblem) -> AttemptProjection {
        var projection = self
        switch fact {
        case .appliedLate, .intended: return self
        case .dispatched(_, let count):
            projection.dispatches = count
            projection.lastSentAt = record.at
            projection.uncertainty = .unknown
            projection.refusal = nil
            projection.condition = .open(nextAt: record.at)
        case .deferred(let deferral):
            projection.lastSentAt = deferral.lastSentAt
            projection.uncertainty = deferral.uncertainty
            projection.refusal = deferral.refusal
            projection.condition = .open(nextAt: deferral.nextAt)
        case .settled(let end): projection.condition = .settled(end.outcome)
        case .parked: projection.condition = .parked
        }
        guard !isSettled else { throw ReplayProblem(record, .attemptEnded) }
        return projection
    }

    /// Takes the attempt up again.
    ///
    /// A clock that was set back since the last sending neither keeps the attempt waiting for more
    /// than two whole quiescences from now, nor revives an acknowledgement that had ended. The
    /// second is for clocks that go to and fro by as much as lets answers be verified.
    ///
    /// - Parameters:
    ///   - retryPolicy: How often the attempt may query and send.
    ///   - now: The wall clock.
    ///   - latest: The latest moment that the journal knows.
    public func resumed(retryPolicy: RetryPolicy, now: Timestamp, latest: Timestamp) -> Attempt {
        let acknowledgedUntil = intent.consent?.until
        let isOver = acknowledgedUntil.map { $0 <= latest } ?? false
        return .resuming(
            dispatches: dispatches,
            lastSentAt: min(
                lastSentAt, now.advanced(by: RetryPolicy.shortestQuiescence)),
            uncertainty: uncertainty,
            refusal: refusal,
            acknowledgedUntil: isOver ? Timestamp(clamping: 0) : acknowledgedUntil,
            retryPolicy: retryPolicy)
    }
}
