/// An event that cannot happen in the state that it met, which therefore stands.
public struct IllegalAuthorizationEvent: Error, Hashable, Sendable {
    /// The state that stands.
    public let state: AuthorizationState
    /// The event that was refused.
    public let event: AuthorizationEvent

    /// Creates the refusal of an event.
    public init(state: AuthorizationState, event: AuthorizationEvent) {
        self.state = state
        self.event = event
    }
}
