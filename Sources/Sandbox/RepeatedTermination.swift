/// What a termination of an authorization meets that has ended; no page says.
public enum RepeatedTermination: String, Sendable, CaseIterable {
    /// It is answered as the first time.
    case reentered
    /// It is refused with `INVALID_ORDER_STATE`.
    case refused
}
