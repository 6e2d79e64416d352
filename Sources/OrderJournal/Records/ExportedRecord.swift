/// A record as a line of an export shows it; ``ExportCheck`` tells whether it is true.
public struct ExportedRecord: Hashable, Sendable {
    /// The names of the members that are JSON numbers.
    public static let numbers = ["sequence", "revision", "at", "provider_at"]
    /// The names of the members that may be absent.
    public static let optionals = [
        "provider_at", "phase_before", "phase_after", "cause_id", "reason", "rules", "detail",
        "evidence",
    ]

    /// The position in the journal.
    public let sequence: Int64
    /// The position among the records of the order.
    public let revision: Int64
    /// The texts of the members that are hashed, in the order of ``CanonicalEncoding/names``.
    public let texts: [String?]
    /// The hash of the record before it, in hex.
    public let previous: String
    /// The hash of the record, in hex.
    public let hash: String
    /// The audit path under the export's checkpoint, where the line has one.
    public let inclusion: [Digest32]?

    /// Creates a record as it was read.
    public init(
        sequence: Int64, revision: Int64, texts: [String?], previous: String, hash: String,
        inclusion: [Digest32]?
    ) {
        self.sequence = sequence
        self.revision = revision
        self.texts = texts
        self.previous = previous
        self.hash = hash
        self.inclusion = inclusion
    }

    /// The text of a member.
    subscript(name: String) -> String? {
        zip(CanonicalEncoding.names, texts).first { $0.0 == name }?.1
    }
}
