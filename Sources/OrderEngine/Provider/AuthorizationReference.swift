public import OrderLifecycle

/// By what an authorization is named to WeChat.
public enum AuthorizationReference: Hashable, Sendable {
    /// The merchant's code.
    case code(AuthorizationCode)
    /// Its customer.
    case openID(OpenID)
}
