public import OrderJournal
public import OrderLifecycle

/// What became of a request for a call, or of what was said about one.
public enum ApprovalResult: Hashable, Sendable {
    /// WeChat's rules or the merchant's guards deny the call; nothing waits.
    case denied(DecisionAnswer)
    /// The call gives nothing up and is not held: make it at once.
    case notNeeded(DecisionAnswer)
    /// The call waits: for people, or for its hour.
    case waiting(ApprovalProjection)
    /// What was wished cannot be done; where a call of this name is known, it is there.
    case refused(ApprovalProblem, ApprovalProjection?)
    /// It has ended and was not made, or another hand made it after what was said here.
    case ended(ApprovalProjection)
    /// It was made.
    case made(ApprovalProjection, CallResult)
}

extension ApprovalResult {
    /// What became of it, as a code.
    public var code: String {
        switch self {
        case .denied: "denied"
        case .notNeeded: "not_needed"
        case .waiting: "waiting"
        case .refused(let problem, _): problem.rawValue
        case .ended(let approval): approval.code
        case .made(_, let result): result.code
        }
    }
}

extension ApprovalProjection {
    /// What became of the requested call, as a code: `waiting`, `made`, or how it ended.
    public var code: String {
        switch condition {
        case .waiting: "waiting"
        case .made: "made"
        case .ended(let end): end.rawValue
        }
    }
}
