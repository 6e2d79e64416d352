public import OrderEngine

/// One thing that is wrong with a request.
public struct RequestProblemJSON: AnswerForm {
    /// Where: WeChat's field, as a JSON pointer; empty for the whole.
    public let pointer: String
    /// What is wrong there and what would be right, for a person to read.
    public let message: String

    /// Takes a place and what is wrong there.
    ///
    /// - Parameters:
    ///   - pointer: Where.
    ///   - message: What is wrong there.
    public init(pointer: String, message: String) {
        self.pointer = pointer
        self.message = message
    }

    /// Takes the engine's problem.
    public init(_ problem: RequestProblem) {
        self.init(pointer: problem.pointer, message: problem.explanation)
    }
}
