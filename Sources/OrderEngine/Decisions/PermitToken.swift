public import OrderJournal

/// The secret by which a permit is presented; the journal keeps only its digest.
public struct PermitToken: Hashable, Sendable {
    /// The token, which consents to nothing by itself: see ``Consent``.
    public let secret: String

    /// Takes a token as it was presented.
    public init(_ text: String) {
        secret = text
    }

    init(random: any RandomSource) {
        secret = "pmt_" + Hex.text(random.bytes(16))
    }

    /// The digest under which the journal knows the permit.
    public var digest: Digest32 { Digest32.of(secret.utf8) }
}

extension PermitToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the token itself.
    public var description: String { "pmt_‹redacted›" }
    /// Never the token itself.
    public var debugDescription: String { description }
    /// Never the token itself.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
