public import OrderLifecycle

/// How a call ended.
public enum CallResult: Hashable, Sendable {
    /// We denied it; nothing was sent.
    case denied(DecisionAnswer)
    /// It needs a consent that was not given; the answer has a permit, nothing was sent.
    case needsAcknowledgement(DecisionAnswer)
    /// The consent that was presented cannot be used; the answer is a new decision with a new
    /// permit where there is something to permit, nothing was sent.
    case permitUnusable(PermitProblem, DecisionAnswer)
    /// It would be done with these bytes; only asked for in a dry run, nothing was sent.
    case dryRun(DecisionAnswer, ProviderRequest)
    /// It was attempted; the receipt is there if WeChat accepted it in this very call.
    case attempted(AttemptReport, ProviderReceipt?)
}

extension CallResult {
    /// How the call ended, as a code: that of the decision, of the permit's problem, or of the
    /// attempt, which is `unresolved` where it has no outcome.
    var code: String {
        switch self {
        case .denied(let answer), .needsAcknowledgement(let answer): answer.decision.code.rawValue
        case .permitUnusable(let problem, _): problem.rawValue
        case .dryRun: "dry_run"
        case .attempted(let report, _): report.code
        }
    }
}

extension CallResult: CustomStringConvertible {
    /// The result with its reasons: `needs acknowledgement: collection_abandoned ¥128.00`.
    public var description: String {
        switch self {
        case .denied(let answer), .needsAcknowledgement(let answer): "\(answer.decision)"
        case .permitUnusable(let problem, let answer): "\(problem.rawValue); \(answer.decision)"
        case .dryRun(let answer, _): "dry run: \(answer.decision)"
        case .attempted(let report, _): "\(report)"
        }
    }
}
