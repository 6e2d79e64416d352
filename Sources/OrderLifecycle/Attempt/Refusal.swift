/// WeChat's verified "no" to one call.
public struct Refusal: Error, Hashable, Sendable {
    /// What the refusal means for the attempt.
    public let kind: Kind
    /// WeChat's `code`, as it came.
    public let code: String
    /// The HTTP status.
    public let status: Int
    /// WeChat's `message`, as it came, for a person to read.
    public let message: String

    /// Creates a refusal.
    public init(kind: Kind, code: String, status: Int, message: String) {
        self.kind = kind
        self.code = code
        self.status = status
        self.message = message
    }

    /// Whether both came as the same bytes: `String` also takes other spellings for equal.
    public static func == (one: Refusal, other: Refusal) -> Bool {
        one.kind == other.kind && one.status == other.status
            && one.code.utf8.elementsEqual(other.code.utf8)
            && one.message.utf8.elementsEqual(other.message.utf8)
    }

    /// What a refusal means; many codes of WeChat's share a meaning.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// `ORDER_CANCELED`: the order is revoked already.
        case alreadyRevoked = "already_revoked"
        /// `ORDER_DONE`: the order is closed; the race with the payment is lost.
        case alreadyDone = "already_done"
        /// `INVALID_ORDER_STATE`: the order's state does not permit the call.
        case wrongState = "wrong_state"
        /// `ORDER_NOT_EXIST`: WeChat knows no such order of this merchant.
        case unknownOrder = "unknown_order"
        /// `PARAM_ERROR`, `INVALID_REQUEST`: a parameter is wrong, or differs from the first call.
        case invalidRequest = "invalid_request"
        /// `NO_AUTH`, `APPID_MCHID_NOT_MATCH`: this merchant may not make this call.
        case notPermitted = "not_permitted"
        /// `SIGN_ERROR`: WeChat did not accept our signature or its time.
        case signature
        /// The order is being paid at this very moment ("单据正在扣款中", "收款结果不明"): wait three
        /// minutes.
        case deductionRunning = "deduction_running"
        /// `FREQUENCY_LIMITED`, `RATELIMIT_EXCEEDED`: too many calls.
        case rateLimited = "rate_limited"
        /// A code that no page lists.
        case other
    }
}
