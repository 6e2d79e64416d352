/// How far a verification has come.
public struct VerificationProgress: Hashable, Sendable {
    /// The two passes over a journal.
    public enum Stage: String, Hashable, Sendable, CaseIterable {
        /// All records by sequence number: hashes, times, seals.
        case records
        /// Each order's records: chain, meaning, replay.
        case orders
    }

    /// The pass.
    public let stage: Stage
    /// How many records it has read.
    public let done: Int64
    /// How many there are.
    public let total: Int64
}
