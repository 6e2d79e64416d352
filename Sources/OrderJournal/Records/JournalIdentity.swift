/// The 16 random bytes that tell one journal from every other, drawn once for its first record.
///
/// The origin of its checkpoints names them. Copies of a journal have the same identity; one that
/// lost all its records begins again under another.
public struct JournalIdentity: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes there are.
    static let length = 16

    /// The bytes as 32 lower-case hexadecimal digits, for example
    /// `4f1c6a2be09d73858d1b0c9e77a2f3d6`.
    public let text: String

    /// Draws an identity.
    public init(random: any RandomSource) {
        text = Hex.text(random.bytes(Self.length))
    }

    /// Reads an identity, or returns `nil` if the text is none.
    init?(text: String) {
        guard Hex.bytes(text)?.count == Self.length else { return nil }
        self.text = text
    }

    /// The digits.
    public var description: String { text }
}
