public import OrderJournal
public import OrderLifecycle

/// What an observation brought.
public struct ObservationReport: Hashable, Sendable {
    /// The order after the observation.
    public let order: OrderProjection
    /// What the observation added to what was known.
    public let finding: ObservationOutcome
    /// The change that it shows and that no call of the journal explains, if it shows one.
    public let outside: OutsideChange?
}
