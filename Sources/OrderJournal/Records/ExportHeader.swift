/// What the first line of an export says.
public struct ExportHeader: Hashable, Sendable {
    /// The names of its members.
    public static let names = [
        "format", "subject", "records", "head", "phase", "exported_at", "checkpoint",
        "public_key",
    ]

    /// The order or the authorization.
    public let subject: Subject
    /// How many records follow.
    public let records: Int64
    /// The hash of the last of them, in hex.
    public let head: String
    /// Where it stands, as ``StateText`` writes it.
    public let phase: String
    /// The checkpoint that the records are proven under.
    public let checkpoint: Checkpoint?
    /// The key that signed it, in base64.
    public let publicKey: String?

    /// Creates a header as it was read; ``ExportCheck`` tells whether it is true.
    public init(
        subject: Subject, records: Int64, head: String, phase: String,
        checkpoint: Checkpoint?, publicKey: String?
    ) {
        self.subject = subject
        self.records = records
        self.head = head
        self.phase = phase
        self.checkpoint = checkpoint
        self.publicKey = publicKey
    }
}
