public import OrderLifecycle

/// What is checked of a record by itself: its place, its moment, and that it hashes as it says.
public struct RecordDigest: Hashable, Sendable {
    /// The position in the journal.
    public let sequence: Int64
    /// When it was recorded.
    public let at: Timestamp
    /// The hash that is stored.
    public let stored: Digest32
    /// The hash of what is stored.
    public let computed: Digest32
    /// What the record tells of the journal itself, where it does and can be read.
    public let journalFact: JournalFact?

    /// Creates a digest as a journal computes it, from the bytes that it stores.
    public init(
        sequence: Int64, at: Timestamp, stored: Digest32, computed: Digest32,
        journalFact: JournalFact?
    ) {
        self.sequence = sequence
        self.at = at
        self.stored = stored
        self.computed = computed
        self.journalFact = journalFact
    }

    /// Computes the digest of a record.
    public init(of record: JournalRecord) {
        self.init(
            sequence: record.sequence, at: record.at, stored: record.hash,
            computed: RecordHash.of(record),
            journalFact: Self.journalFact(of: record))
    }

    private static func journalFact(of record: JournalRecord) -> JournalFact? {
        guard record.subject == .journal, case .journal(let fact)? = try? record.content else {
            return nil
        }
        return fact
    }
}
