/// Who asks for something, and through which way in; no record is without both.
public struct Caller: Hashable, Sendable {
    /// The person or system that asks.
    public let actor: ActorName
    /// The way in through which it asks.
    public let channel: Channel

    /// Creates a caller.
    public init(actor: ActorName, channel: Channel) {
        self.actor = actor
        self.channel = channel
    }
}

/// The name of a person or system, as the merchant knows it.
public struct ActorName: Hashable, Sendable {
    /// The name itself.
    public let text: String

    /// The most UTF-16 units that a name may have.
    public static let limit = 64

    /// Creates a name.
    ///
    /// - Throws: ``InvalidValue`` if the name is blank, too long, or has a control, bidirectional
    ///   or four-byte character.
    public init(_ text: String) throws(InvalidValue) {
        try PlainText.check(text, as: .actor, limit: Self.limit)
        self.text = text
    }
}

/// A way into the engine, such as `cli`, `order-service` or `reconciler`.
public struct Channel: Hashable, Sendable {
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

extension ActorName: CustomStringConvertible {
    /// The name itself.
    public var description: String { text }
}

extension Channel: CustomStringConvertible {
    /// The name itself.
    public var description: String { text }
}
