/// Why bytes are no answer of the engine's, or a form cannot be written.
public enum AnswerJSONError: Error, Hashable, Sendable {
    /// The bytes are no JSON.
    case notJSON
    /// There is no object with a whole number as its `version`.
    case versionMissing
    /// The answer has a version that this program does not know.
    case versionUnknown(Int64)
    /// A member is missing, or is not what the form says; its path, such as `attempt.result`, or
    /// nothing where a number is not whole or too large.
    case memberInvalid(String)
    /// A form of the program's own is no object, or cannot be written; the name of its type.
    case notEncodable(String)

    /// The stable code.
    public var code: AnswerJSONErrorCode {
        switch self {
        case .notJSON: .notJSON
        case .versionMissing: .versionMissing
        case .versionUnknown: .versionUnknown
        case .memberInvalid: .memberInvalid
        case .notEncodable: .notEncodable
        }
    }
}

/// The stable codes of ``AnswerJSONError``; docs/reference/errors.md says what to do about each.
public enum AnswerJSONErrorCode: String, Hashable, Sendable, CaseIterable {
    /// The code of ``AnswerJSONError/notJSON``.
    case notJSON = "answer_not_json"
    /// The code of ``AnswerJSONError/versionMissing``.
    case versionMissing = "answer_version_missing"
    /// The code of ``AnswerJSONError/versionUnknown(_:)``.
    case versionUnknown = "answer_version_unknown"
    /// The code of ``AnswerJSONError/memberInvalid(_:)``.
    case memberInvalid = "answer_member_invalid"
    /// The code of ``AnswerJSONError/notEncodable(_:)``.
    case notEncodable = "answer_not_encodable"
}

extension AnswerJSONError: CustomStringConvertible {
    /// What is wrong, and what would be right; never a value.
    public var description: String {
        switch self {
        case .notJSON: "this is no JSON"
        case .versionMissing: "this is no object with a whole number as its member version"
        case .versionUnknown(let version):
            "the answer has version \(version); this program knows version \(AnswerJSON.version)"
        case .memberInvalid(""): "a number is not whole, or too large"
        case .memberInvalid(let path):
            "the member \(path) is missing, or has a value of another kind"
        case .notEncodable(let type): "\(type) is no object, or cannot be written as JSON"
        }
    }
}
