public import OrderJournal
public import OrderLifecycle

/// What the caller of the engine could not have known.
public enum EngineError: Error, Hashable, Sendable {
    /// Neither the journal nor WeChat knows the order.
    case orderUnknown(OutOrderNumber)
    /// The order has no record of this revision, or none to which that can be said: one that raised
    /// no alarm, or a note that needs no explanation.
    case recordUnknown(OutOrderNumber, revision: Int64)
    /// WeChat could not be reached; nothing was sent.
    case unreachable(UnreachableProvider)
    /// No answer to a query came, or none that was verified; nothing was changed.
    case unanswered(UnknownAnswer)
    /// WeChat refused a query.
    case refused(Refusal)
    /// The request breaks a rule of WeChat's, and was not sent.
    case request(RequestProblems)
    /// The request of an attempt must be sent again, and is sealed with a key that was not given.
    case requestKeyMissing(AttemptID)
    /// A request names a customer, and no key was given that seals for customers; nothing was sent.
    case customerKeyMissing
    /// The key given for customers is another than the one that the journal's were named with;
    /// nothing was sent.
    case customerKeyDiffers
    /// The journal keeps no such customer.
    case customerUnknown
    /// The customer cannot be forgotten: an attempt that names them has no outcome yet.
    case customerBusy(AttemptID)
    /// WeChat knows no such authorization.
    case authorizationUnknown
    /// The journal has no record at a position any more: it went on after a loss.
    case positionUnknown(EventPosition)
    /// So many orders are more than one import takes over; nothing was recorded.
    case importTooLarge(Int)
    /// The journal failed.
    case journal(JournalError)
    /// The journal contradicts itself.
    case inconsistent(String)
    /// What the embedding program wrote in the same commit failed, so that nothing was stored;
    /// the name of its error's type.
    case embedderFailed(String)

    /// The stable code.
    public var code: EngineErrorCode {
        switch self {
        case .orderUnknown: .orderUnknown
        case .recordUnknown: .recordUnknown
        case .unreachable: .unreachable
        case .unanswered: .unanswered
        case .refused: .refused
        case .request: .requestInvalid
        case .requestKeyMissing: .requestKeyMissing
        case .customerKeyMissing: .customerKeyMissing
        case .customerKeyDiffers: .customerKeyDiffers
        case .customerUnknown: .customerUnknown
        case .customerBusy: .customerBusy
        case .authorizationUnknown: .authorizationUnknown
        case .positionUnknown: .positionUnknown
        case .importTooLarge: .importTooLarge
        case .journal: .journalFailed
        case .inconsistent: .journalInconsistent
        case .embedderFailed: .embedderFailed
        }
    }

    /// Whether the same call may succeed later without anything being repaired.
    public var isTransient: Bool {
        switch self {
        case .unreachable, .unanswered: true
        case .journal(let error): error.code.isTransient
        case .orderUnknown, .recordUnknown, .refused, .request, .requestKeyMissing,
            .customerKeyMissing, .customerKeyDiffers, .customerUnknown, .customerBusy,
            .authorizationUnknown, .positionUnknown, .importTooLarge, .inconsistent,
            .embedderFailed:
            false
        }
    }

    /// Wraps whatever a journal threw.
    init(journalFailure error: any Error) {
        switch error {
        case let error as EngineError: self = error
        case let error as JournalError: self = .journal(error)
        case is ReplayProblem, is UnreadableRecord, is IllegalTransition,
            is IllegalAuthorizationEvent:
            self = .inconsistent(String(describing: error))
        case let error: self = .embedderFailed(String(describing: type(of: error)))
        }
    }
}

/// The stable codes of ``EngineError``; docs/reference/errors.md says what to do about each.
public enum EngineErrorCode: String, Hashable, Sendable, CaseIterable {
    /// The code of ``EngineError/request(_:)``.
    case requestInvalid = "request_invalid"
    /// The code of ``EngineError/requestKeyMissing(_:)``.
    case requestKeyMissing = "request_key_missing"
    /// The code of ``EngineError/customerKeyMissing``.
    case customerKeyMissing = "customer_key_missing"
    /// The code of ``EngineError/customerKeyDiffers``.
    case customerKeyDiffers = "customer_key_differs"
    /// The code of ``EngineError/customerUnknown``.
    case customerUnknown = "customer_unknown"
    /// The code of ``EngineError/customerBusy(_:)``.
    case customerBusy = "customer_busy"
    /// The code of ``EngineError/authorizationUnknown``.
    case authorizationUnknown = "authorization_unknown"
    /// The code of ``EngineError/positionUnknown(_:)``.
    case positionUnknown = "position_unknown"
    /// The code of ``EngineError/importTooLarge(_:)``.
    case importTooLarge = "import_too_large"
    /// The code of ``EngineError/unreachable(_:)``.
    case unreachable = "provider_unreachable"
    /// The code of ``EngineError/orderUnknown(_:)``.
    case orderUnknown = "order_unknown"
    /// The code of ``EngineError/recordUnknown(_:revision:)``.
    case recordUnknown = "record_unknown"
    /// The code of ``EngineError/refused(_:)``.
    case refused = "provider_refused"
    /// The code of ``EngineError/unanswered(_:)``.
    case unanswered = "provider_unanswered"
    /// The code of ``EngineError/journal(_:)``.
    case journalFailed = "journal_failed"
    /// The code of ``EngineError/inconsistent(_:)``.
    case journalInconsistent = "journal_inconsistent"
    /// The code of ``EngineError/embedderFailed(_:)``.
    case embedderFailed = "embedder_failed"
}

extension EngineError: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .orderUnknown(let order): "WeChat knows no order \(order) of this merchant's service"
        case .recordUnknown(let order, let revision):
            "order \(order) has no record \(revision) of which this can be said; see its history"
        case .unreachable(let failure):
            "WeChat cannot be reached, nothing was sent: \(failure.explanation)"
        case .unanswered(let answer):
            "no verified answer to the query (\(answer.code)): \(answer); nothing was changed; "
                + answer.advice
        case .refused(let refusal):
            "WeChat refused the query: \(refusal.code) (HTTP \(refusal.status)) \(refusal.message)"
        case .request(let problems): problems.description
        case .requestKeyMissing(let attempt):
            "the attempt \(attempt) must be sent again, and its request is sealed with a key that "
                + "was not given; nothing was sent, give the key"
        case .customerKeyMissing:
            "the request names a customer (openid), and no key was given that seals for customers; "
                + "nothing was sent, give a customer key"
        case .customerKeyDiffers:
            "the key given for customers is another than the one that this journal's customers "
                + "were named with; nothing was sent, give that one"
        case .customerUnknown: "the journal keeps no such customer"
        case .customerBusy(let attempt):
            "the customer cannot be forgotten while the attempt \(attempt) has no outcome: its "
                + "request may have to be sent again; reconcile first"
        case .authorizationUnknown:
            "WeChat knows no such authorization of this merchant's service"
        case .positionUnknown(let position):
            "the journal has no record at \(position) any more: it went on after a loss; read it "
                + "again from its beginning"
        case .importTooLarge(let count):
            "\(count) orders are more than the \(Engine.importLimit) that are taken over at once; "
                + "nothing was recorded, import them in batches"
        case .journal(let error): error.description
        case .inconsistent(let explanation):
            "the journal contradicts itself, verify it: \(explanation)"
        case .embedderFailed(let type):
            "the embedding program's own part of the commit failed with \(type); nothing was stored"
        }
    }
}

extension EngineError {
    /// What an answer said that was not verified, where one came.
    var claim: AnswerClaim? {
        guard case .unanswered(let answer) = self else { return nil }
        return answer.claim
    }
}
