/// What a snapshot of an authorization adds to what is known.
public enum AuthorizationFinding: Hashable, Sendable {
    /// The authorization has gone on.
    case event(AuthorizationEvent)
    /// Nothing: the snapshot confirms it.
    case confirmed
    /// The snapshot is older than what is known, which stands; it showed this state.
    case stale(AuthorizationState)
    /// The snapshot tells no state.
    case indeterminate

    /// Whether the state after the snapshot is what the snapshot shows.
    public var supportsState: Bool {
        switch self {
        case .event, .confirmed, .indeterminate: true
        case .stale: false
        }
    }
}
