public import OrderEngine
import OrderJournal

/// Why there is no answer.
public struct ErrorJSON: AnswerForm {
    /// What went wrong.
    public let error: Content

    /// A stable code, and a sentence.
    public struct Content: Codable, Hashable, Sendable {
        /// The stable code, which docs/reference/errors.md lists.
        public let code: String
        /// What happened and what to do, for a person to read.
        public let message: String
        /// All that is wrong with a request that was not made; empty for every other code.
        public let problems: [RequestProblemJSON]
    }

    /// Takes a code and what it explains.
    ///
    /// - Parameters:
    ///   - code: The stable code.
    ///   - message: What happened and what to do.
    ///   - problems: What is wrong with a request that was not made.
    public init(code: String, message: String, problems: [RequestProblemJSON] = []) {
        error = Content(code: code, message: message, problems: problems)
    }

    /// Takes the engine's error; of the journal's it tells the journal's code.
    public init(_ error: EngineError) {
        switch error {
        case .journal(let error): self.init(code: error.code.rawValue, message: error.explanation)
        case .request(let problems):
            self.init(
                code: error.code.rawValue, message: error.description,
                problems: problems.all.map { RequestProblemJSON($0) })
        case .orderUnknown, .recordUnknown, .unreachable, .unanswered, .refused, .importTooLarge,
            .requestKeyMissing, .customerKeyMissing, .customerKeyDiffers,
            .customerUnknown, .customerBusy, .authorizationUnknown, .positionUnknown, .inconsistent,
            .embedderFailed:
            self.init(code: error.code.rawValue, message: error.description)
        }
    }
}
