public import OrderLifecycle

/// A permit as it is handed out.
public struct IssuedPermit: Hashable, Sendable {
    /// The token, which consents to nothing without the amount.
    public let token: PermitToken
    /// What it is bound to.
    public let terms: Permit
}
