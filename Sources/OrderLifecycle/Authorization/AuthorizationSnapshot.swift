/// An authorization as WeChat shows it at one moment, in an answer or in a notification.
public struct AuthorizationSnapshot: Hashable, Sendable {
    /// WeChat's `authorization_state`, as it came.
    public var state: String?
    /// When the customer agreed, where WeChat says it.
    public var openedAt: Timestamp?
    /// When it ended, where WeChat says it.
    public var closedAt: Timestamp?

    /// Creates a snapshot.
    ///
    /// - Parameters:
    ///   - state: WeChat's `authorization_state`, as it came.
    ///   - openedAt: When the customer agreed.
    ///   - closedAt: When it ended.
    public init(state: String?, openedAt: Timestamp? = nil, closedAt: Timestamp? = nil) {
        self.state = state
        self.openedAt = openedAt
        self.closedAt = closedAt
    }

    /// The snapshot that a notification gives: that the customer agreed, at a moment.
    public static func opened(at moment: Timestamp) -> AuthorizationSnapshot {
        AuthorizationSnapshot(state: "AVAILABLE", openedAt: moment)
    }

    /// The snapshot that a notification gives: that it ended, at a moment.
    public static func closed(at moment: Timestamp) -> AuthorizationSnapshot {
        AuthorizationSnapshot(state: "UNAVAILABLE", closedAt: moment)
    }

    /// The state that is shown; indeterminate where WeChat's word is none that its pages print.
    public var shown: AuthorizationState {
        state.flatMap { AuthorizationState(wire: $0) } ?? .indeterminate
    }

    /// When the authorization took the state that is shown, where WeChat says it.
    public var since: Timestamp? {
        switch shown {
        case .available: openedAt
        case .unavailable: closedAt
        case .pending, .unseen, .indeterminate: nil
        }
    }
}
