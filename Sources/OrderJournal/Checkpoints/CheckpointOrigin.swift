/// Of which journal a checkpoint is, and who publishes it: `NAME/payscore/IDENTITY`.
///
/// The first line of every checkpoint, and the name of the key that signs it.
public struct CheckpointOrigin: Hashable, Sendable, CustomStringConvertible {
    /// Who publishes.
    public let name: CheckpointName
    /// The journal, as its first record names it.
    public let identity: JournalIdentity

    /// Creates an origin.
    public init(name: CheckpointName, identity: JournalIdentity) {
        self.name = name
        self.identity = identity
    }

    /// Reads an origin, or returns `nil` if the text is none.
    init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[parts.count - 2] == "payscore",
            let identity = JournalIdentity(text: String(parts[parts.count - 1])),
            let name = try? CheckpointName(parts.dropLast(2).joined(separator: "/"))
        else { return nil }
        self.init(name: name, identity: identity)
    }

    /// The origin as it is written.
    public var description: String { "\(name)/payscore/\(identity)" }
}
