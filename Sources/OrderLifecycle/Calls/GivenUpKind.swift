/// What becomes of money that is given up.
public enum GivenUpKind: String, Hashable, Sendable, CaseIterable {
    /// Nobody is paid.
    case forgiven
    /// The merchant says to have received it elsewhere.
    case receivedElsewhere = "received_elsewhere"
}
