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
        try ASCII.checkWord(text, as: .channel, limit: Self.limit)
        self.text = text
    }
}

extension CallerChannel: CustomStringConvertible {
    /// The name itself.
    public var description: String { text }
}
