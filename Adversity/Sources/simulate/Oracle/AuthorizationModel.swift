import OrderEngine
import OrderJournal
import OrderLifecycle

/// A word of WeChat's about an authorization: where it stands, and since when, if it says so.
struct AuthorizationWord: Hashable {
    let state: AuthorizationState
    let since: Timestamp?
}

/// An authorization as the oracle folds its records, and as WeChat signed it.
struct AuthorizationModel {
    var state = AuthorizationState.unseen
    var since: Timestamp?
    /// The place, in what became of it at WeChat, of the word on which the state rests.
    var place = 0
    var customer: CustomerID?
    var open: AttemptID?
    var revision: Int64 = 0
    var head = Digest32.zero
    /// All that WeChat signed of it so far.
    var signed: Set<AuthorizationWord> = []

    /// Whether a projection says of the authorization what its records say.
    func agrees(with projection: AuthorizationProjection) -> Bool {
        projection.state == state && projection.since == since && projection.customer == customer
            && projection.openAttempt == open && projection.revision == revision
            && projection.head == head
    }
}

/// An attempt on an authorization, as the oracle folds its records and WeChat's log.
struct AuthorizationAttempt {
    /// The number of the authorization in the world, under which it is recorded.
    let authorization: Int
    let call: AuthorizationCall
    /// What is to be sent.
    let message: RequestMessage
    /// The word on which it was decided, by its place.
    let place: Int
    var dispatches = 1
    var sends = 0
    var hadEffect = false
    /// Whether an answer came that proves its success.
    var isProven = false
    var outcome: AttemptOutcome?
    var isParked = false
    var nextLook: Int64
}

extension WeChatAuthorization {
    /// The place, in what became of it, to which a word belongs; `nil` if it never stood there.
    func place(of word: AuthorizationWord) -> Int? {
        let state: State
        switch word.state {
        case .unseen, .indeterminate: state = .none
        case .pending: state = .pending
        case .available: state = .available
        case .unavailable: state = .unavailable
        }
        return history.lastIndex {
            $0.state == state && $0.since <= word.since?.milliseconds ?? .max
        }
    }

    /// Whether it ended after a place in what became of it.
    func hasEnded(after place: Int) -> Bool {
        history.indices.contains { $0 > place && history[$0].state == .unavailable }
    }

    /// Whether a customer agreed after a place in what became of it.
    func hasOpened(after place: Int) -> Bool {
        history.indices.contains { $0 > place && history[$0].state == .available }
    }
}
