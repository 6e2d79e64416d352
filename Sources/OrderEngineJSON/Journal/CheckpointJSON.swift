public import OrderJournal
import OrderLifecycle

/// A checkpoint: what it seals, and its text.
public struct CheckpointJSON: AnswerForm {
    /// Whose log it is of.
    public let origin: String
    /// How many records it seals.
    public let size: Int64
    /// The root of the tree of those records, in lower-case hexadecimal digits.
    public let root: String
    /// When it was signed.
    public let at: String
    /// The Ed25519 public key, 32 bytes in base64.
    public let publicKey: String
    /// The key as programs that check signed notes take it.
    public let verifierKey: String
    /// The signed note, which is what to publish.
    public let note: String
    /// The file that the note was written to, where there is one.
    public let file: String?
    /// The witnesses that took the note: the path of a program, an address without its query.
    public let published: [String]

    private enum CodingKeys: String, CodingKey {
        case origin
        case size
        case root
        case at
        case publicKey = "public_key"
        case verifierKey = "verifier_key"
        case note
        case file
        case published
    }

    /// Takes a checkpoint.
    public init(
        _ checkpoint: Checkpoint, writtenTo file: String? = nil,
        publishedTo witnesses: [String] = []
    ) {
        origin = "\(checkpoint.origin)"
        size = checkpoint.size
        root = checkpoint.root.hex
        at = checkpoint.at.description
        publicKey = checkpoint.publicKey
        verifierKey = checkpoint.verifierKey
        note = checkpoint.note
        self.file = file
        published = witnesses
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(origin, forKey: .origin)
        try members.encode(size, forKey: .size)
        try members.encode(root, forKey: .root)
        try members.encode(at, forKey: .at)
        try members.encode(publicKey, forKey: .publicKey)
        try members.encode(verifierKey, forKey: .verifierKey)
        try members.encode(note, forKey: .note)
        try members.encode(file, forKey: .file)
        try members.encode(published, forKey: .published)
    }
}
