public import OrderLifecycle

/// What WeChat shows of an authorization, in a verified answer or notification.
public struct AuthorizationObservation: Hashable, Sendable {
    /// Where it stands, in WeChat's words.
    public let snapshot: AuthorizationSnapshot
    /// The merchant's code, where it has one.
    public let code: AuthorizationCode?
    /// Its customer, where WeChat names them.
    public let openID: OpenID?

    /// Creates an observation.
    ///
    /// - Parameters:
    ///   - snapshot: Where it stands.
    ///   - code: The merchant's code.
    ///   - openID: Its customer.
    public init(
        snapshot: AuthorizationSnapshot, code: AuthorizationCode? = nil, openID: OpenID? = nil
    ) {
        self.snapshot = snapshot
        self.code = code
        self.openID = openID
    }
}
