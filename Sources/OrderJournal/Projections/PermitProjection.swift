public import OrderLifecycle

/// A permit as its records leave it.
public struct PermitProjection: Hashable, Sendable {
    /// The SHA-256 digest of its token.
    public let digest: Digest32
    /// What it is bound to.
    public let terms: Permit
    /// When its issuing was recorded, which is ahead of the clock where the journal was.
    public let issuedAt: Timestamp
    /// The attempt that spent it, if one did.
    public let spentBy: AttemptID?

    /// Creates a projection.
    public init(digest: Digest32, terms: Permit, issuedAt: Timestamp, spentBy: AttemptID?) {
        self.digest = digest
        self.terms = terms
        self.issuedAt = issuedAt
        self.spentBy = spentBy
    }
}
