/// What an observation adds to what is known.
public enum ObservationOutcome: Hashable, Sendable {
    /// Nothing: the observation confirms it.
    case confirmed
    /// The order has gone on.
    case event(OrderEvent)
    /// A phase that had become indeterminate is seen again.
    case resolved
    /// The observation tells no phase.
    case indeterminate(IndeterminateReason)
    /// The observation is older than what is known, which stands; it showed this phase.
    case stale(OrderPhase.Kind)
    /// The observation and what is known cannot both be true; what is known stands.
    case contradiction(Contradiction)
}

extension ObservationOutcome {
    /// Whether the state after the observation is what the observation shows; an observation that
    /// is older than what is known, or contradicts it, is recorded, and nothing may rest on it.
    public var supportsState: Bool {
        switch self {
        case .confirmed, .event, .resolved, .indeterminate: true
        case .stale, .contradiction: false
        }
    }
}
