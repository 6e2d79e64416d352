public import OrderLifecycle

/// How an attempt ended.
public struct SettlementDetails: Hashable, Sendable {
    /// The attempt.
    public let attempt: AttemptID
    /// What was attempted.
    public let call: AttemptedCall.Kind
    /// How it ended.
    public let outcome: AttemptOutcome
    /// What may still become of its sendings, where it had no effect.
    public let uncertainty: Attempt.Uncertainty?
    /// Why, as a code, where the outcome alone does not say.
    public let why: String?

    /// Creates the entry of a call on an order.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - call: What was attempted.
    ///   - outcome: How it ended.
    ///   - uncertainty: What may still become of its sendings.
    ///   - why: Why, as a code.
    public init(
        attempt: AttemptID, call: OrderCall.Kind, outcome: AttemptOutcome,
        uncertainty: Attempt.Uncertainty? = nil, why: String? = nil
    ) {
        self.init(
            attempt: attempt, attempted: .order(call), outcome: outcome, uncertainty: uncertainty,
            why: why)
    }

    /// Creates the entry of any call.
    ///
    /// - Parameters:
    ///   - attempt: The attempt.
    ///   - call: What was attempted.
    ///   - outcome: How it ended.
    ///   - uncertainty: What may still become of its sendings.
    ///   - why: Why, as a code.
    public init(
        attempt: AttemptID, attempted call: AttemptedCall.Kind, outcome: AttemptOutcome,
        uncertainty: Attempt.Uncertainty? = nil, why: String? = nil
    ) {
        self.attempt = attempt
        self.call = call
        self.outcome = outcome
        self.uncertainty = uncertainty
        self.why = why
    }

    /// Whether something was sent that WeChat neither refused nor was seen to carry out.
    package var mayApplyLate: Bool {
        switch (outcome, uncertainty) {
        case (.applied, _), (_, Attempt.Uncertainty.none?): false
        // Where no uncertainty is told, nobody can tell.
        case (_, .failed?), (_, .unknown?), (_, nil): true
        }
    }
}
