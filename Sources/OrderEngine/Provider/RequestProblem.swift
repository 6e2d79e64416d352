/// One thing that is wrong with a wish that cannot become a request.
public struct RequestProblem: Hashable, Sendable {
    /// Where: WeChat's field, as a JSON pointer such as `/post_payments/0/amount`.
    public let pointer: String
    /// What is wrong there and what would be right.
    public let explanation: String

    /// Creates the problem.
    public init(pointer: String, explanation: String) {
        self.pointer = pointer
        self.explanation = explanation
    }
}

extension RequestProblem: CustomStringConvertible {
    /// Where, and what is wrong there: `/total_amount: is required`.
    public var description: String { "\(pointer): \(explanation)" }
}
