/// Why there is no verified word, although the request may have been carried out.
public enum UnknownAnswer: Hashable, Sendable {
    /// No answer within the time allowed.
    case timedOut
    /// The connection ended before the answer did.
    case connectionLost
    /// A server error: every 5xx is on WeChat's side and says nothing about the effect.
    case serverError(status: Int, code: String?)
    /// The answer is not signed, or a header of the signature is missing or repeated.
    case unsigned(status: Int)
    /// The signature, its key or its time does not hold.
    case unverified(status: Int, VerificationProblem)
    /// Verified, but not what was asked for: another order, another merchant, no JSON.
    case unreadable(String)
    /// The answer is a redirect, which is never followed.
    case redirected(status: Int)
    /// The answer is larger than what is read.
    case tooLarge

    /// The stable code of this cause.
    public var code: String {
        switch self {
        case .timedOut: "timed_out"
        case .connectionLost: "connection_lost"
        case .serverError: "server_error"
        case .unsigned: "unsigned"
        case .unverified: "unverified"
        case .unreadable: "unreadable"
        case .redirected: "redirected"
        case .tooLarge: "too_large"
        }
    }
}
