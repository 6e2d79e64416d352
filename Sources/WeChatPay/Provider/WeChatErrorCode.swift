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

/// The body of an error answer, as far as it is understood.
struct ErrorAnswer: Hashable, Sendable {
    let code: String
    let message: String

    /// The most characters of a code and of a message that are kept.
    static let codeLimit = 64
    static let messageLimit = 512

    /// Part of the message "单据正在扣款中,请稍后再试", whose code no page prints.
    private static let deductionRunning = "扣款中"

    /// Reads an error body; `nil` if it is no JSON object with a code.
    ///
    /// - Parameter secret: A text that is blotted out of the message, such as a customer's openid.
    init?(_ body: [UInt8], limit: Int, hiding secret: String? = nil) {
        guard let answer = try? StrictJSON.read(body, limit: limit),
            let code = answer["code"]?.text, !code.isEmpty
        else { return nil }
        self.code = String(String.UnicodeScalarView(code.unicodeScalars.prefix(Self.codeLimit)))
        var message = answer["message"]?.text ?? ""
        if let secret, !secret.isEmpty { message.replace(secret, with: "‹redacted›") }
        self.message = String(
            String.UnicodeScalarView(message.unicodeScalars.prefix(Self.messageLimit)))
    }

    /// What a refusal with this status means; `nil` where the code says that WeChat is at fault.
    func kind(status: Int) -> Refusal.Kind? {
        if message.contains(Self.deductionRunning) { return .deductionRunning }
        if status == 429 { return .rateLimited }
        guard let known = WeChatErrorCode(wire: code) else { return .other }
        return known.kind
    }
}
