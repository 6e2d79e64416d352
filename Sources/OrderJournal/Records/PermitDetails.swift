public import OrderLifecycle

/// A permit as it is recorded: its terms and the digest of its token, never the token.
public struct PermitDetails: Hashable, Sendable {
    /// The SHA-256 digest of the token.
    public let digest: Digest32
    /// What the permit is bound to.
    public let terms: Permit

    /// Creates an entry.
    public init(digest: Digest32, terms: Permit) {
        self.digest = digest
        self.terms = terms
    }
}
