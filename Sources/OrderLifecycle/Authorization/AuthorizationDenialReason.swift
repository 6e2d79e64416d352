/// Why a call on an authorization may not be made; the raw value is the stable code.
public enum AuthorizationDenialReason: String, Hashable, Sendable, CaseIterable {
    /// The customer has agreed to this code already.
    case alreadyAvailable = "already_available"
    /// The authorization has ended.
    case alreadyEnded = "already_ended"
    /// No customer has agreed, so that there is nothing to end.
    case notAvailable = "not_available"
    /// WeChat's word for its state is not known.
    case indeterminateState = "authorization_indeterminate"
    /// Orders of the customer are not closed.
    case ordersOpen = "orders_open"
    /// A call on this authorization has no known outcome yet.
    case attemptUnresolved = "authorization_attempt_unresolved"
}
