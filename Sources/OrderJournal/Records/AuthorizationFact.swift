public import OrderLifecycle

/// What a record tells of a customer's authorization.
public enum AuthorizationFact: Hashable, Sendable {
    /// WeChat's signed word was seen, or its answer to a call; with the moment of the change, where
    /// WeChat says it.
    case seen(AuthorizationFinding, at: Timestamp?)
    /// It is this customer's.
    case bound(CustomerID)
    /// A decision was taken.
    case decided(AuthorizationDecisionDetails)
}
