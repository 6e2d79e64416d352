/// The name of a person or system, as the merchant knows it.
public struct ActorName: Hashable, Sendable {
    /// The name itself.
    public let text: String

    /// The most UTF-16 units that a name may have.
    public static let limit = 64

    /// Creates a name.
    ///
    /// - Throws: ``InvalidValue`` if the name is blank, too long, or has an invisible or
    ///   four-byte character.
    public init(_ text: String) throws(InvalidValue) {
        try PlainText.check(text, as: .actor, limit: Self.limit)
        self.text = text
    }
}

extension ActorName: CustomStringConvertible {
    /// The name itself.
    public var description: String { text }
}
