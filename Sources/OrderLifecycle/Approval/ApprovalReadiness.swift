/// What a requested call waits for.
public enum ApprovalReadiness: Hashable, Sendable {
    /// So many people have still to acknowledge what it gives up.
    case waiting(people: Int)
    /// Its hour.
    case held(until: Timestamp)
    /// Nothing: it can be made.
    case ready
    /// Nothing any more: its time is over.
    case expired
}
