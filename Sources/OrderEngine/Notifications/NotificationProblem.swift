public import OrderJournal

/// Why a notification is not believed.
public enum NotificationProblem: Error, Hashable, Sendable {
    /// The body is larger than any notification.
    case tooLarge
    /// WeChat's signature does not hold, or there is none.
    case unverified(VerificationProblem)
    /// It is signed, and is not what WeChat documents.
    case malformed
    /// The API v3 key does not open it.
    case undecryptable
    /// It is about another merchant, application or service.
    case ofAnother
    /// An earlier one of the same ID said something else.
    case reused
}

extension NotificationProblem {
    /// The stable code.
    public var code: String {
        switch self {
        case .tooLarge: "too_large"
        case .unverified(let problem): problem.rawValue
        case .malformed: "malformed"
        case .undecryptable: "undecryptable"
        case .ofAnother: "of_another"
        case .reused: "reused"
        }
    }

    /// The HTTP status of the answer: 503 where the same may be accepted later, because the key
    /// that signed it may become known.
    var status: Int {
        switch self {
        case .tooLarge: 413
        case .unverified(.unknownSerial), .unverified(.keyNotValid): 503
        case .unverified: 401
        case .malformed, .undecryptable: 400
        case .ofAnother: 403
        case .reused: 409
        }
    }
}
