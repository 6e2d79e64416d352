/// Where a customer's authorization (授权) of the service stands, by WeChat's signed word alone.
///
/// Source: the permission pages of the Pay Score documentation, `authorization_state`.
public enum AuthorizationState: String, Hashable, Sendable, CaseIterable {
    /// WeChat has shown nothing of it.
    case unseen
    /// The merchant has pre-authorized it, and no customer has agreed yet: `UNBINDUSER`.
    case pending
    /// The customer has agreed: `AVAILABLE`.
    case available
    /// The customer had agreed, and it was ended: `UNAVAILABLE`.
    case unavailable
    /// WeChat's last word is none of the three.
    case indeterminate

    /// The state that WeChat's word names; `nil` if it is none that its pages print.
    public init?(wire word: String) {
        guard let state = Self.allCases.first(where: { $0.wire == word }) else { return nil }
        self = state
    }

    /// WeChat's word, compared letter for letter.
    private var wire: String? {
        switch self {
        case .pending: "UNBINDUSER"
        case .available: "AVAILABLE"
        case .unavailable: "UNAVAILABLE"
        case .unseen, .indeterminate: nil
        }
    }
}

extension AuthorizationState {
    /// Returns the state that an event leads to.
    ///
    /// - Throws: ``IllegalAuthorizationEvent`` if the event cannot happen here.
    public func following(
        _ event: AuthorizationEvent
    ) throws(IllegalAuthorizationEvent) -> AuthorizationState {
        switch (self, event) {
        case (.unseen, .requested), (.indeterminate, .requested): .pending
        case (.unseen, .opened), (.indeterminate, .opened), (.pending, .opened),
            (.unavailable, .opened):
            .available
        case (.unseen, .closed), (.indeterminate, .closed), (.pending, .closed),
            (.available, .closed):
            .unavailable
        // Pair by pair, so that a new state or event does not compile until it is decided here.
        case (.pending, .requested), (.available, .requested), (.unavailable, .requested),
            (.available, .opened), (.unavailable, .closed):
            throw IllegalAuthorizationEvent(state: self, event: event)
        }
    }
}
