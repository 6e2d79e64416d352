/// An amount as it came over the wire.
public enum WireAmount: Hashable, Sendable {
    /// Not said.
    case absent
    /// A number of fen, which may still be out of range.
    case fen(Int64)
    /// Said, but not as a number of fen.
    case malformed
}
