/// One attempt to change an order at WeChat, from its durable intent to its one outcome.
///
/// A pure machine: it is told what happened and answers with the next step; the engine performs
/// the steps. It never takes silence for a "no": an attempt whose answer was lost ends only by
/// what a verified answer or view shows, and by "no effect" only after the quiescence.
///
///     intended ──send──▶ sent ──accepted──▶ settled(applied)
///        │                 ├──refused───▶ looking ──▶ settled(refused)
///        │                 └──lost──────▶ looking ──▶ waiting ──▶ looking ──▶ …
///        └─changed──▶ settled(notApplied)         └──▶ intended (same bytes) └──▶ parked
public struct Attempt: Hashable, Sendable {
    /// Where an attempt stands.
    public enum Stage: Hashable, Sendable {
        /// A sending is durably recorded and has not been made; made by the intent or a resending.
        case intended
        /// The request is on its way.
        case sent
        /// A view is being read.
        case looking
        /// Nothing is done until this moment.
        case waiting(until: Timestamp)
        /// It is over.
        case settled(AttemptOutcome)
        /// The schedule is over without an answer; a person has to look.
        case parked
    }

    /// Whether something that was sent may still take effect unnoticed; the worst one counts.
    public enum Doubt: String, Hashable, Sendable, CaseIterable {
        /// Every sending had a verified answer.
        case none
        /// A sending was answered with a server error.
        case failed
        /// A sending had no verified answer at all.
        case lost
    }

    /// Where it stands.
    public let stage: Stage
    /// What it may spend.
    public let terms: AttemptTerms
    /// How many sendings were durably recorded.
    public let dispatches: Int
    /// When the last of them was recorded, made or answered.
    public let lastSentAt: Timestamp
    /// Whether a sending has had no verified answer, so that it may still take effect.
    public let doubt: Doubt
    /// WeChat's last verified refusal, which a view is to confirm.
    public let refusal: Refusal?
    /// Until when a loss is acknowledged, where there is one; nothing is sent after.
    public let acknowledgedUntil: Timestamp?

    /// Begins the attempt that was decided on and allowed, once its intent is durable.
    ///
    /// - Parameter acknowledgedUntil: Until when its loss is acknowledged, where it has one.
    public static func beginning(
        _ clearance: CancelClearance, intendedAt: Timestamp, acknowledgedUntil: Timestamp,
        terms: AttemptTerms
    ) -> Attempt {
        Attempt(
            stage: .intended, terms: terms, dispatches: 1, lastSentAt: intendedAt,
            doubt: .none, refusal: nil,
            acknowledgedUntil: clearance.acknowledged == nil ? nil : acknowledgedUntil)
    }

    /// Takes up an attempt again after a restart, or when its time has come: whatever was recorded
    /// as intended is taken to have been sent.
    public static func resuming(
        dispatches: Int, lastSentAt: Timestamp, doubt: Doubt, refusal: Refusal?,
        acknowledgedUntil: Timestamp?, terms: AttemptTerms
    ) -> Attempt {
        Attempt(
            stage: .looking, terms: terms, dispatches: dispatches, lastSentAt: lastSentAt,
            doubt: doubt, refusal: refusal, acknowledgedUntil: acknowledgedUntil)
    }

    init(
        stage: Stage, terms: AttemptTerms, dispatches: Int, lastSentAt: Timestamp,
        doubt: Doubt, refusal: Refusal?, acknowledgedUntil: Timestamp?
    ) {
        self.stage = stage
        self.terms = terms
        self.dispatches = dispatches
        self.lastSentAt = lastSentAt
        self.doubt = doubt
        self.refusal = refusal
        self.acknowledgedUntil = acknowledgedUntil
    }

    /// The moment from which "no effect" is believed.
    public var quietAt: Timestamp {
        lastSentAt.advanced(byMilliseconds: terms.quiescence)
    }
}

/// Something that happened to an attempt.
public enum AttemptInput: Hashable, Sendable {
    /// The intent, or the record of a resending, is durable; the view is this old.
    case dispatchDurable(viewAge: ViewAge)
    /// WeChat answered, or did not.
    case answered(AttemptAnswer)
    /// A view was read; it is this old.
    case viewed(AttemptSight, viewAge: ViewAge)
    /// The time that was waited for has come.
    case woken
}

/// What is to be done next.
public enum AttemptStep: Hashable, Sendable {
    /// Send the bytes, now.
    case send
    /// Read a fresh view.
    case readView
    /// Record durably that the bytes will be sent again.
    case commitDispatch
    /// Do nothing until this moment.
    case wait(until: Timestamp)
    /// Record the outcome.
    case settle(AttemptOutcome)
    /// Call a person.
    case park
}

/// An input that cannot happen in the stage it met.
public struct UnexpectedAttemptInput: Error, Hashable, Sendable {
    /// The stage.
    public let stage: Attempt.Stage
    /// The input.
    public let input: AttemptInput
}
