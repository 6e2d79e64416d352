/// An event that cannot happen in the phase it met, which therefore stands.
public struct IllegalTransition: Error, Hashable, Sendable {
    /// The phase that stands; absent for an order of which nothing was known.
    public let phase: OrderPhase?
    /// The event that was refused.
    public let event: OrderEvent

    /// Creates the refusal of an event.
    public init(phase: OrderPhase?, event: OrderEvent) {
        self.phase = phase
        self.event = event
    }
}
