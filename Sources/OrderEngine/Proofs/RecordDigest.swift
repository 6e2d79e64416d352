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
    /// The key that the record announces, if it announces one.
    public let announcedKey: String?

    /// Creates a digest as a journal computes it, from the bytes that it stores.
    public init(
        sequence: Int64, at: Timestamp, stored: Digest32, computed: Digest32,
        announcedKey: String?
    ) {
        self.sequence = sequence
        self.at = at
        self.stored = stored
        self.computed = computed
        self.announcedKey = announcedKey
    }

    /// Computes the digest of a record.
    public init(of record: JournalRecord) {
        self.init(
            sequence: record.sequence, at: record.at, stored: record.hash,
            computed: CanonicalEncoding.hash(of: record),
            announcedKey: Self.announcedKey(
                event: record.event, detail: record.detail, of: record.subject))
    }

    /// The key that a record with this event announces.
    public static func announcedKey(
        event: String, detail: Detail?, of subject: Subject
    ) -> String? {
        subject == .journal && event == "key_added" ? detail?["public_key"] : nil
    }
}
