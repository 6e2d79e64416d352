/// What is to be done next.
public enum AttemptStep: Hashable, Sendable {
    /// Send the bytes, now.
    case send
    /// Read a fresh observation.
    case query
    /// Record durably that the bytes will be sent again.
    case commitDispatch
    /// Do nothing until this moment.
    case wait(until: Timestamp)
    /// Record the outcome.
    case settle(AttemptOutcome)
    /// Call a person.
    case park
}
