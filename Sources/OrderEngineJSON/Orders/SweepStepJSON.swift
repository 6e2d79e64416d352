public import OrderEngine
import OrderLifecycle

/// What a sweep learned about one order.
public struct SweepStepJSON: AnswerForm {
    /// The order.
    public let outOrderNo: String
    /// `confirmed`, `differed`, `unknown` or `failed`.
    public let result: String
    /// Where the journal knew the order to stand, where it stands elsewhere.
    public let phaseBefore: String?
    /// What the observation brought, where the order stands elsewhere.
    public let observation: ObservationJSON?
    /// Why there was no answer.
    public let error: ErrorJSON.Content?

    private enum CodingKeys: String, CodingKey {
        case outOrderNo = "out_order_no"
        case result
        case phaseBefore = "phase_before"
        case observation
        case error
    }

    /// Takes a step.
    public init(_ step: SweepStep) {
        outOrderNo = step.order.text
        switch step.finding {
        case .confirmed:
            (result, phaseBefore, observation, error) = ("confirmed", nil, nil, nil)
        case .differed(let report, let before):
            result = "differed"
            phaseBefore = before.code
            observation = ObservationJSON(report)
            error = nil
        case .unknown: (result, phaseBefore, observation, error) = ("unknown", nil, nil, nil)
        case .failed(let reason):
            (result, phaseBefore, observation) = ("failed", nil, nil)
            error = ErrorJSON(reason).error
        }
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(outOrderNo, forKey: .outOrderNo)
        try members.encode(result, forKey: .result)
        try members.encode(phaseBefore, forKey: .phaseBefore)
        try members.encode(observation, forKey: .observation)
        try members.encode(error, forKey: .error)
    }
}
