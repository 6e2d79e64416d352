/// A way into the engine, such as `cli`, `order-service` or `reconciler`.
public struct CallerChannel: Hashable, Sendable {
    /// The name itself.
    public let text: String

    /// The most characters that a name may have.
    public static let limit = 32

    /// Creates a channel from lower-case letters, digits, `-` and `_`.
    ///
    /// - Throws: ``InvalidValue`` if the name is empty, too long or has another character.
    public init(_ text: String) throws(InvalidValue) {
        guard !text.isEmpty else { throw InvalidValue(.channel, .empty) }
        guard text.utf8.count <= Self.limit else {
            throw InvalidValue(.channel, .tooLong(length: text.utf8.count, limit: Self.limit))
        }
        if let offset = ASCII.firstOffset(in: text, where: { !Self.isAllowed($0) }) {
            throw InvalidValue(.channel, .forbiddenCharacter(offset: offset))
        }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        ASCII.isLowercaseLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}

extension CallerChannel: CustomStringConvertible {
    /// The name itself.
    public var description: String { text }
}
