/// A page of Pay Score that the merchant's app can have WeChat open.
public enum LaunchPage: String, Hashable, Sendable, CaseIterable {
    /// The customer authorizes the service (no-confirm mode).
    case authorize
    /// The customer confirms an order (confirm mode).
    case confirm
    /// The customer sees an order, and pays it there while its payment is awaited.
    case detail

    /// WeChat's name of the page.
    public var businessType: String {
        switch self {
        case .authorize: "wxpayScoreEnable"
        case .confirm: "wxpayScoreUse"
        case .detail: "wxpayScoreDetail"
        }
    }
}
