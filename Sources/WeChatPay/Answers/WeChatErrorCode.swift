public import OrderLifecycle

/// The codes of WeChat's error answers that its pages print for the calls of an order.
///
/// Source: the error table of the cancel page (2020-04-23), which the sync and permission pages
/// repeat, the basic rules of API v3, and what merchants report. Compared letter for letter.
public enum WeChatErrorCode: String, Hashable, Sendable, CaseIterable {
    /// 500: WeChat's own fault; the call may have been carried out. Ask, then send the same again.
    case systemError = "SYSTEM_ERROR"
    /// 502 or 503: WeChat's own fault, as above.
    case serviceUnavailable = "SERVICE_UNAVAILABLE"
    /// 400: a parameter is wrong; also seen where the order's state does not permit the call.
    case paramError = "PARAM_ERROR"
    /// 400: well-formed, but against a rule, such as one number with different parameters.
    case invalidRequest = "INVALID_REQUEST"
    /// 401: our signature or its time was not accepted.
    case signError = "SIGN_ERROR"
    /// 403: this merchant may not make the call.
    case noAuth = "NO_AUTH"
    /// 400: the application is not bound to the merchant, perhaps no longer.
    case appIDMerchantMismatch = "APPID_MCHID_NOT_MATCH"
    /// 404: WeChat knows no such order of this merchant.
    case orderNotExist = "ORDER_NOT_EXIST"
    /// 400: the order's state does not permit the call.
    case invalidOrderState = "INVALID_ORDER_STATE"
    /// 400: the order is revoked already; a success once a query has confirmed it.
    case orderCanceled = "ORDER_CANCELED"
    /// 400: the order is closed; the race with the payment is lost.
    case orderDone = "ORDER_DONE"
    /// 429: too many calls.
    case frequencyLimited = "FREQUENCY_LIMITED"
    /// 429: too many calls, as the basic rules name it.
    case rateLimitExceeded = "RATELIMIT_EXCEEDED"

    /// The code that is spelt exactly so.
    public init?(wire text: String) {
        guard WireText.isVisible(text) else { return nil }
        self.init(rawValue: text)
    }

    /// What the code means for the call; `nil` where it says nothing about the effect.
    public var kind: Refusal.Kind? {
        switch self {
        case .systemError, .serviceUnavailable: nil
        case .paramError, .invalidRequest: .invalidRequest
        case .signError: .signature
        case .noAuth, .appIDMerchantMismatch: .notPermitted
        case .orderNotExist: .unknownOrder
        case .invalidOrderState: .wrongState
        case .orderCanceled: .alreadyRevoked
        case .orderDone: .alreadyDone
        case .frequencyLimited, .rateLimitExceeded: .rateLimited
        }
    }
}
