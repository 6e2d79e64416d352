public import OrderLifecycle

/// Why an attempt has no outcome yet, and when it is looked into again.
public struct DeferralDetails: Hashable, Sendable {
    /// The attempt.
    public let attempt: AttemptID
    /// What was seen or heard last, as a code.
    public let why: String
    /// Whether something that was sent may still take effect.
    public let uncertainty: Attempt.Uncertainty
    /// WeChat's last verified refusal.
    public let refusal: Refusal?
    /// What the last answer said that was not verified, where one came; nothing rests on it.
    public let claim: AnswerClaim?
    /// When the last sending was recorded or answered.
    public let lastSentAt: Timestamp
    /// When to look again.
    public let nextAt: Timestamp

    /// Creates an entry.
    public init(
        attempt: AttemptID, why: String, uncertainty: Attempt.Uncertainty, refusal: Refusal?,
        claim: AnswerClaim? = nil, lastSentAt: Timestamp, nextAt: Timestamp
    ) {
        self.attempt = attempt
        self.why = why
        self.uncertainty = uncertainty
        self.refusal = refusal
        self.claim = claim
        self.lastSentAt = lastSentAt
        self.nextAt = nextAt
    }
}
