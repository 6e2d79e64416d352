public import OrderEngine
import OrderLifecycle

/// What became of a request for a call, or of what was said about one.
public struct ApprovalResultJSON: AnswerForm {
    /// `denied`, `not_needed`, `waiting`, `refused`, `made`, or how the requested call ended:
    /// `rejected`, `withdrawn` or `expired`.
    public let result: String
    /// Why what was wished cannot be done.
    public let problem: MessageJSON?
    /// The decision, where nothing was requested.
    public let decision: DecisionJSON?
    /// The requested call, where one is known.
    public let approval: ApprovalJSON?
    /// How the call ended, where it was made.
    public let call: CallResultJSON?

    private enum CodingKeys: String, CodingKey {
        case result
        case problem
        case decision
        case approval
        case call
    }

    /// Takes the engine's result.
    public init(_ result: ApprovalResult) {
        switch result {
        case .denied(let answer): self.init("denied", decision: answer)
        case .notNeeded(let answer): self.init("not_needed", decision: answer)
        case .waiting(let approval): self.init("waiting", ApprovalJSON(approval))
        case .refused(let problem, let approval):
            self.init(
                "refused", approval.map { ApprovalJSON($0) },
                problem: MessageJSON(problem.sentence))
        case .ended(let approval): self.init(approval.code, ApprovalJSON(approval))
        case .made(let approval, let call):
            self.init("made", ApprovalJSON(approval), call: CallResultJSON(call))
        }
    }

    private init(
        _ result: String, _ approval: ApprovalJSON? = nil, problem: MessageJSON? = nil,
        decision: DecisionAnswer? = nil, call: CallResultJSON? = nil
    ) {
        self.result = result
        self.problem = problem
        self.decision = decision.map { DecisionJSON($0) }
        self.approval = approval
        self.call = call
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(result, forKey: .result)
        try members.encode(problem, forKey: .problem)
        try members.encode(decision, forKey: .decision)
        try members.encode(approval, forKey: .approval)
        try members.encode(call, forKey: .call)
    }
}
