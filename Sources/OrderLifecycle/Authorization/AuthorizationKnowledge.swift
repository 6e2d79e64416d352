/// What is known of an authorization: where it stands, and since when by WeChat's clock.
public struct AuthorizationKnowledge: Hashable, Sendable {
    /// Where it stands.
    public let state: AuthorizationState
    /// The latest moment at which WeChat says that it was opened or closed.
    public let since: Timestamp?

    /// Of an authorization of which WeChat has shown nothing.
    public static let unseen = AuthorizationKnowledge(.unseen)

    /// Creates what is known.
    ///
    /// - Parameters:
    ///   - state: Where it stands.
    ///   - since: The latest moment of a change that WeChat told.
    public init(_ state: AuthorizationState, since: Timestamp? = nil) {
        self.state = state
        self.since = since
    }

    /// Tells what a snapshot adds.
    ///
    /// A change that WeChat dates before the last one that is known is old, however late it comes:
    /// it never moves the authorization back. No page says whether one that has ended can be opened
    /// again; where WeChat says so with a later date, or with none, its word counts.
    public func finding(in snapshot: AuthorizationSnapshot) -> AuthorizationFinding {
        let shown = snapshot.shown
        if shown != state, isOlder(snapshot.since, shown) { return .stale(shown) }
        switch (state, shown) {
        case (_, .unseen), (_, .indeterminate): return .indeterminate
        case (.pending, .pending), (.available, .available), (.unavailable, .unavailable):
            return .confirmed
        // Once a customer has agreed, the code is bound to them.
        case (.available, .pending), (.unavailable, .pending): return .stale(.pending)
        case (.indeterminate, .pending) where since != nil: return .stale(.pending)
        case (.unseen, .pending), (.indeterminate, .pending): return .event(.requested)
        case (.unseen, .available), (.indeterminate, .available), (.pending, .available),
            (.unavailable, .available):
            return .event(.opened)
        case (.unseen, .unavailable), (.indeterminate, .unavailable), (.pending, .unavailable),
            (.available, .unavailable):
            return .event(.closed)
        }
    }

    /// Returns what is known after a finding.
    ///
    /// - Parameters:
    ///   - finding: What was found.
    ///   - moment: When that happened, where WeChat says it.
    /// - Throws: ``IllegalAuthorizationEvent`` if the finding's event cannot happen here.
    public func following(
        _ finding: AuthorizationFinding, at moment: Timestamp?
    ) throws(IllegalAuthorizationEvent) -> AuthorizationKnowledge {
        switch finding {
        case .event(let event):
            AuthorizationKnowledge(try state.following(event), since: latest(moment))
        case .confirmed: AuthorizationKnowledge(state, since: latest(moment))
        case .indeterminate: AuthorizationKnowledge(.indeterminate, since: since)
        case .stale: self
        }
    }

    /// Whether a change to another state is dated before what is known; an end of the same second
    /// as the beginning comes after it.
    ///
    /// Of an indeterminate state it is not known to which of the two the second belongs, so what is
    /// shown counts.
    private func isOlder(_ moment: Timestamp?, _ shown: AuthorizationState) -> Bool {
        guard let since, let moment else { return false }
        return moment < since || moment == since && state == .unavailable && shown == .available
    }

    private func latest(_ moment: Timestamp?) -> Timestamp? {
        guard let moment else { return since }
        return since.map { max($0, moment) } ?? moment
    }
}
