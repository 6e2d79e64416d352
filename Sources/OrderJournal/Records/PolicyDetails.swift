/// That decisions are taken by another policy from now on: which one, and which it replaces.
public struct PolicyDetails: Hashable, Sendable {
    /// All that the policy says: a line a guard or setting, `identifier=version`.
    ///
    /// Its digest is what decisions name.
    public let text: String
    /// The digest of the policy before it; `nil` for the journal's first.
    public let previous: Digest32?
    /// What decisions name: the SHA-256 digest of the text.
    public let digest: Digest32

    /// The most bytes of a text that is recorded.
    package static let limit = 32_768

    /// Creates an entry.
    ///
    /// - Parameters:
    ///   - text: The lines, each with a `=`, without control characters but the line feeds.
    ///   - previous: The digest of the policy before it.
    public init(_ text: String, previous: Digest32?) {
        self.text = text
        self.previous = previous
        digest = Digest32.of(text.utf8)
    }
}
