public import OrderLifecycle

/// Where a journal ends, which is what its next record follows.
public struct JournalEnd: Hashable, Sendable {
    /// The position of the last record.
    public let sequence: Int64
    /// When it was recorded.
    public let at: Timestamp

    /// Creates the end from what is stored of the last record.
    public init(sequence: Int64, at: Timestamp) {
        self.sequence = sequence
        self.at = at
    }

    /// Creates the end of a journal whose last record this is.
    public init(_ last: JournalRecord) {
        self.init(sequence: last.sequence, at: last.at)
    }
}
