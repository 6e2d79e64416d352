/// A wish that cannot become a request.
public struct RequestProblem: Error, Hashable, Sendable {
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
