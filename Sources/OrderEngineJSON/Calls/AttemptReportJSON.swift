public import OrderEngine

/// An attempt and its order after the engine has done what can be done now.
public struct AttemptReportJSON: AnswerForm {
    /// How the attempt stands, as in the attempt itself.
    public let result: String
    /// The attempt.
    public let attempt: AttemptJSON
    /// The order.
    public let order: OrderJSON

    private enum CodingKeys: String, CodingKey {
        case result
        case attempt
        case order
    }

    /// Takes the engine's report.
    public init(_ report: AttemptReport) {
        attempt = AttemptJSON(report.attempt)
        order = OrderJSON(report.order)
        result = attempt.result
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(result, forKey: .result)
        try members.encode(attempt, forKey: .attempt)
        try members.encode(order, forKey: .order)
    }
}
