public import OrderJournal

/// The secret by which a principal is known: 256 random bits.
///
/// It is shown once, when it is made. A ``TokenList`` keeps only its digest.
public struct BearerToken: Hashable, Sendable {
    /// The token as it is sent in `Authorization: Bearer`.
    public let secret: String

    private static let prefix = "pst_"
    private static let randomBytes = 32

    /// Makes a new token.
    public init(random: any RandomSource) {
        secret = Self.prefix + Hex.text(random.bytes(Self.randomBytes))
    }

    /// The digest that a list keeps.
    public var digest: Digest32 { Digest32.of(secret.utf8) }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the token itself.
    public var description: String { "pst_‹redacted›" }
    /// Never the token itself.
    public var debugDescription: String { description }
    /// Never the token itself.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
