public import OrderJournal
public import OrderLifecycle

/// A token as a list keeps it: whose it is, and its digest.
public struct TokenEntry: Hashable, Sendable {
    /// Whose token it is, and what they may do.
    public let principal: Principal
    /// The SHA-256 digest of the token.
    public let digest: Digest32
    /// When it was made.
    public let createdAt: Timestamp
    /// From when on it is not accepted any more; `nil` if it does not end.
    public let expiresAt: Timestamp?

    /// Creates an entry.
    public init(
        principal: Principal, digest: Digest32, createdAt: Timestamp, expiresAt: Timestamp? = nil
    ) {
        self.principal = principal
        self.digest = digest
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    private static let idLength = 12

    /// What to revoke it by, such as `tok_9f86d081884c`; it tells nothing of the token.
    public var id: String { "tok_" + digest.hex.prefix(Self.idLength) }

    /// Whether the token's time is over.
    public func isExpired(at now: Timestamp) -> Bool {
        expiresAt.map { $0 <= now } ?? false
    }
}
