/// The way that a payment took.
public enum PaymentRoute: String, Hashable, Sendable, CaseIterable {
    /// WeChat collected it: `NEWTON`.
    case weChat = "wechat"
    /// The merchant collected it by a channel of its own and told WeChat: `MCH`.
    case merchant
    /// Receipts of both kinds.
    case both
}
