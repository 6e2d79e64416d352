public import OrderEngine
import OrderLifecycle

/// How a call ended.
///
/// It can hold a permit's token, which is a secret: keep it out of logs.
public struct CallResultJSON: AnswerForm {
    /// `denied`, `needs_acknowledgement`, `permit_unusable` or `dry_run`; of an attempt, how it
    /// stands.
    public let result: String
    /// The decision, where nothing was attempted.
    public let decision: DecisionJSON?
    /// Why the permit cannot be used.
    public let problem: String?
    /// What would be sent, of a dry run.
    public let request: RequestJSON?
    /// The attempt, where one was made.
    public let attempt: AttemptJSON?
    /// The order after the attempt.
    public let order: OrderJSON?
    /// WeChat's `package`, which the customer of a new order needs to confirm it.
    public let package: String?

    private enum CodingKeys: String, CodingKey {
        case result
        case decision
        case problem
        case request
        case attempt
        case order
        case package
    }

    /// Takes the engine's result.
    ///
    /// - Parameters:
    ///   - result: What the engine returned.
    ///   - showsBody: Whether the body of a dry run's request may be shown.
    public init(_ result: CallResult, showsBody: Bool = false) {
        switch result {
        case .denied(let answer): self.init("denied", decision: answer)
        case .needsAcknowledgement(let answer):
            self.init("needs_acknowledgement", decision: answer)
        case .permitUnusable(let problem, let answer):
            self.init("permit_unusable", decision: answer, problem: problem.rawValue)
        case .dryRun(let answer, let request):
            self.init(
                "dry_run", decision: answer, request: RequestJSON(request, showsBody: showsBody))
        case .attempted(let report, let receipt):
            self.init(AttemptReportJSON(report), package: receipt?.package)
        }
    }

    private init(
        _ result: String, decision: DecisionAnswer, problem: String? = nil,
        request: RequestJSON? = nil
    ) {
        self.result = result
        self.decision = DecisionJSON(decision)
        self.problem = problem
        self.request = request
        attempt = nil
        order = nil
        package = nil
    }

    private init(_ report: AttemptReportJSON, package: String?) {
        result = report.result
        decision = nil
        problem = nil
        request = nil
        attempt = report.attempt
        order = report.order
        self.package = package
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(result, forKey: .result)
        try members.encode(decision, forKey: .decision)
        try members.encode(problem, forKey: .problem)
        try members.encode(request, forKey: .request)
        try members.encode(attempt, forKey: .attempt)
        try members.encode(order, forKey: .order)
        try members.encode(package, forKey: .package)
    }
}
