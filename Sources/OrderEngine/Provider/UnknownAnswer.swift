public import OrderJournal

/// Why there is no verified word, although the request may have been carried out.
public enum UnknownAnswer: Hashable, Sendable {
    /// No answer within the time allowed.
    case timedOut
    /// The connection ended before the answer did.
    case connectionLost
    /// A server error: every 5xx is on WeChat's side and says nothing about the effect.
    case serverError(status: Int, code: String?)
    /// The answer is not signed, or its signature does not hold.
    case unverified(AnswerClaim)
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
        case .unverified(let claim): claim.problem == .unsigned ? "unsigned" : "unverified"
        case .unreadable: "unreadable"
        case .redirected: "redirected"
        case .tooLarge: "too_large"
        }
    }
}

extension UnknownAnswer {
    /// What an answer said that was not verified, where one came.
    public var claim: AnswerClaim? {
        guard case .unverified(let claim) = self else { return nil }
        return claim
    }
}

extension UnknownAnswer: CustomStringConvertible {
    /// What came instead of a verified word, for a person to read.
    public var description: String {
        switch self {
        case .timedOut: "no answer came in time"
        case .connectionLost: "the connection ended before the answer did"
        case .serverError(let status, let code):
            "WeChat answered with a server error: HTTP \(status)" + (code.map { " \($0)" } ?? "")
        case .unverified(let claim):
            (["an answer came that is \(claim)"] + [claim.clockWords].compactMap(\.self))
                .joined(separator: "; ")
        case .unreadable(let explanation):
            "the answer is verified, but not what was asked for: \(explanation)"
        case .redirected(let status): "the answer is a redirect (HTTP \(status)), never followed"
        case .tooLarge: "the answer is larger than what is read"
        }
    }

    /// What to do about it.
    package var advice: String {
        switch self {
        case .timedOut, .connectionLost, .serverError: "try again; check the network"
        case .unverified(let claim): claim.advice
        case .unreadable, .redirected, .tooLarge:
            "check that wechat.base_url is WeChat's, and that no proxy stands before it"
        }
    }
}
