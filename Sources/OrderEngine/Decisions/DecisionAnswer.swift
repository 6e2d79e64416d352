public import OrderJournal
public import OrderLifecycle

/// The answer to "may I?".
public struct DecisionAnswer: Hashable, Sendable {
    /// The order as the decision found it.
    public let order: OrderProjection
    /// The answer.
    public let decision: CallDecision
    /// The version of WeChat's rules that was applied.
    public let rules: RulesVersion
    /// The permit for a decision that needs acknowledgement; it acknowledges nothing by itself.
    public let permit: IssuedPermit?
}

extension DecisionAnswer: CustomStringConvertible {
    /// The order and the answer: `RENT-1: denied: protected`.
    public var description: String { "\(order.order): \(decision)" }
}
