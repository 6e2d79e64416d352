/// Something that happened to an authorization.
public enum AuthorizationEvent: String, Hashable, Sendable, CaseIterable {
    /// The merchant pre-authorized it.
    case requested = "authorization_requested"
    /// The customer agreed.
    case opened = "authorization_opened"
    /// The customer, the merchant or WeChat ended it.
    case closed = "authorization_closed"
}
