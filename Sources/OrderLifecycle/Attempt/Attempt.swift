/// One attempt to change an order at WeChat, from its durable intent to its one outcome.
///
/// A pure machine: it is told what happened and answers with the next step; the engine performs
/// the steps. It never takes silence for a "no": an attempt without a verified answer ends only by
/// what a verified answer or observation shows, and by "no effect" only after the quiescence.
///
///     intended ──send──▶ sent ──accepted──▶ settled(applied)
///        │                 ├──refused───▶ querying ─▶ settled(refused)
///        │                 └──unknown───▶ querying ─▶ waiting ──▶ querying ─▶ …
///        └─changed──▶ settled(notApplied)         └──▶ intended (same bytes) └──▶ parked
public struct Attempt: Hashable, Sendable {
    /// Where an attempt stands.
    public enum Stage: Hashable, Sendable {
        /// A sending is durably recorded and has not been made; made by the intent or a resending.
        case intended
        /// The request is on its way.
        case sent
        /// An observation is being read.
        case querying
        /// Nothing is done until this moment.
        case waiting(until: Timestamp)
        /// It is over.
        case settled(AttemptOutcome)
        /// The schedule is over without an answer; a person has to look.
        case parked
    }

    /// Whether something that was sent may still take effect unnoticed; the worst one counts.
    public enum Uncertainty: String, Hashable, Sendable, CaseIterable {
        /// Every sending had a verified answer.
        case none
        /// A sending was answered with a server error.
        case failed
        /// A sending had no verified answer: none came, or none that was believed.
        case unknown
    }

    /// Where it stands.
    public let stage: Stage
    /// What it may spend.
    public let retryPolicy: RetryPolicy
    /// How many sendings were durably recorded.
    public let dispatches: Int
    /// When the last of them was recorded, made or answered.
    public let lastSentAt: Timestamp
    /// Whether a sending has had no verified answer, so that it may still take effect.
    public let uncertainty: Uncertainty
    /// WeChat's last verified refusal, which an observation is to confirm.
    public let refusal: Refusal?
    /// Until when a loss is acknowledged, where there is one; nothing is sent after.
    public let acknowledgedUntil: Timestamp?

    /// Begins the attempt that was decided on and allowed, once its intent is durable.
    ///
    /// - Parameters:
    ///   - clearance: The proof that the call was allowed.
    ///   - intendedAt: When the intent was recorded.
    ///   - acknowledgedUntil: Until when its loss is acknowledged, where it has one.
    ///   - retryPolicy: How often the attempt may query and send.
    public static func beginning(
        _ clearance: CallClearance, intendedAt: Timestamp, acknowledgedUntil: Timestamp,
        retryPolicy: RetryPolicy
    ) -> Attempt {
        Attempt(
            stage: .intended, retryPolicy: retryPolicy, dispatches: 1, lastSentAt: intendedAt,
            uncertainty: .none, refusal: nil,
            acknowledgedUntil: clearance.acknowledged == nil ? nil : acknowledgedUntil)
    }

    /// Takes up an attempt again after a restart, or when its time has come: whatever was recorded
    /// as intended is taken to have been sent.
    public static func resuming(
        dispatches: Int, lastSentAt: Timestamp, uncertainty: Uncertainty, refusal: Refusal?,
        acknowledgedUntil: Timestamp?, retryPolicy: RetryPolicy
    ) -> Attempt {
        Attempt(
            stage: .querying, retryPolicy: retryPolicy, dispatches: dispatches,
            lastSentAt: lastSentAt,
            uncertainty: uncertainty, refusal: refusal, acknowledgedUntil: acknowledgedUntil)
    }

    init(
        stage: Stage, retryPolicy: RetryPolicy, dispatches: Int, lastSentAt: Timestamp,
        uncertainty: Uncertainty, refusal: Refusal?, acknowledgedUntil: Timestamp?
    ) {
        self.stage = stage
        self.retryPolicy = retryPolicy
        self.dispatches = dispatches
        self.lastSentAt = lastSentAt
        self.uncertainty = uncertainty
        self.refusal = refusal
        self.acknowledgedUntil = acknowledgedUntil
    }

    /// The moment from which "no effect" is believed.
    public var quietAt: Timestamp {
        lastSentAt.advanced(by: retryPolicy.quiescence)
    }
}
