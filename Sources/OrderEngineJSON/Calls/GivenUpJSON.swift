public import OrderEngine
import OrderJournal
import OrderLifecycle

/// A call that gave money up, or may have.
public struct GivenUpJSON: AnswerForm {
    /// What becomes of the money: `forgiven`, for example.
    public let kind: String
    /// Whether the call took effect; if not, nobody knows yet.
    public let isCertain: Bool
    /// The attempt at the call, with the amount, who asked and who acknowledged.
    public let attempt: AttemptJSON

    private enum CodingKeys: String, CodingKey {
        case kind
        case isCertain = "certain"
        case attempt
    }

    /// Takes a call as the engine lists it.
    public init(_ call: GivenUpCall) {
        kind = call.kind.rawValue
        isCertain = call.isCertain
        attempt = AttemptJSON(call.attempt)
    }
}
