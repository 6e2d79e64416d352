public import OrderLifecycle

/// The answer to "may I?".
public struct DecisionAnswer: Hashable, Sendable {
    /// The order as the decision found it.
    public let order: OrderProjection
    /// The answer.
    public let decision: CancelDecision
    /// The version of WeChat's rules that was applied.
    public let rules: RulesVersion
    /// The permit for a decision that needs acknowledgement; it acknowledges nothing by itself.
    public let permit: IssuedPermit?
}

/// A permit as it is handed out.
public struct IssuedPermit: Hashable, Sendable {
    /// The token that presents it.
    public let token: PermitToken
    /// What it is bound to.
    public let terms: PermitTerms
}

/// Whether a call may be made now.
public struct CallOption: Hashable, Sendable {
    /// The call.
    public let kind: Operation
    /// The answer.
    public let decision: CancelDecision
}

/// How a call ended.
public enum CallResult: Hashable, Sendable {
    /// We denied it; nothing was sent.
    case denied(DecisionAnswer)
    /// It needs a consent that was not given; the answer has a permit, nothing was sent.
    case needsAcknowledgement(DecisionAnswer)
    /// The consent that was presented cannot be used; the answer is a new decision with a new
    /// permit where there is something to permit, nothing was sent.
    case permitUnusable(PermitProblem, DecisionAnswer)
    /// It would be done with these bytes; only asked for in a rehearsal, nothing was sent.
    case rehearsed(DecisionAnswer, ProviderRequest)
    /// It was attempted; the receipt is there if WeChat accepted it in this very call.
    case attempted(AttemptReport, ProviderReceipt?)
}

/// An attempt and its order after the engine has done what can be done now.
public struct AttemptReport: Hashable, Sendable {
    /// The attempt; it may have no outcome yet.
    public let attempt: AttemptProjection
    /// The order.
    public let order: OrderProjection
}

/// What a view brought.
public struct ViewReport: Hashable, Sendable {
    /// The order after the view.
    public let order: OrderProjection
    /// What the view added to what was known.
    public let finding: ViewFinding
    /// The change that it shows and that no call of the journal explains, if it shows one.
    public let outside: OutsideChange?
}

extension DecisionAnswer: CustomStringConvertible {
    /// The order and the answer: `RENT-1: denied: protected`.
    public var description: String { "\(order.order): \(decision)" }
}

extension CallOption: CustomStringConvertible {
    /// The call and the answer: `cancel: denied: protected`.
    public var description: String { "\(kind.rawValue): \(decision)" }
}

extension CallResult: CustomStringConvertible {
    /// The result with its reasons: `needs acknowledgement: collection_abandoned ¥128.00`.
    public var description: String {
        switch self {
        case .denied(let answer), .needsAcknowledgement(let answer): "\(answer.decision)"
        case .permitUnusable(let problem, let answer): "\(problem.rawValue); \(answer.decision)"
        case .rehearsed(let answer, _): "rehearsed: \(answer.decision)"
        case .attempted(let report, _): "\(report)"
        }
    }
}

extension AttemptReport: CustomStringConvertible {
    /// How the attempt ended, and where the order stands: `applied: answered; revoked`.
    public var description: String {
        switch attempt.condition {
        case .open: "unresolved; \(order.standing)"
        case .parked: "parked; \(order.standing)"
        case .settled(let outcome): "\(outcome); \(order.standing)"
        }
    }
}
