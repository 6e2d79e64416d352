/// Whether WeChat notifies a merchant of an order that the merchant itself reported as paid; no
/// page says.
public enum NotifiedSync: String, Sendable, CaseIterable {
    /// Nothing is sent.
    case silent
    /// `PAYSCORE.USER_PAID` is sent.
    case userPaid = "user_paid"
}
