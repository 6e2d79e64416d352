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
    }

    /// Takes a code and what it explains.
    public init(code: String, message: String) {
        error = Content(code: code, message: message)
    }

    /// Takes the engine's error; of the journal's it tells the journal's code.
    public init(_ error: EngineError) {
        switch error {
        case .journal(let error): self.init(code: error.code.rawValue, message: error.explanation)
        case .orderUnknown, .recordUnknown, .unreachable, .unanswered, .refused, .request,
            .importTooLarge, .requestKeyMissing, .positionUnknown, .inconsistent, .embedderFailed:
            self.init(code: error.code.rawValue, message: error.description)
        }
    }
}
