/// What becomes of money that is given up.
public enum GivenUpKind: String, Hashable, Sendable, CaseIterable {
    /// Nobody is paid.
    case forgiven
}
