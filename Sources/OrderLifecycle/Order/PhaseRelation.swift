/// How a phase that was seen relates to the phase that is known.
public enum PhaseRelation: Hashable, Sendable {
    /// Nothing new.
    case same
    /// The order has gone on, by this event.
    case later(OrderEvent)
    /// The observation is older than what is known: the order passed through there.
    case earlier
    /// No life of one order passes through both.
    case contradiction(Contradiction)
}
