/// A way in which an actor was authenticated, such as `oidc`, `mtls`, `api_token` or
/// `system_user`.
public struct IdentificationMethod: Hashable, Sendable {
    /// The name of the method.
    public let text: String

    /// The most characters that a name may have.
    public static let limit = 32

    /// Creates a method from lower-case letters, digits, `-` and `_`.
    ///
    /// - Throws: ``InvalidValue`` if the name is empty, too long or has another character.
    public init(_ text: String) throws(InvalidValue) {
        try ASCII.checkWord(text, as: .identification, limit: Self.limit)
        self.text = text
    }
}

extension IdentificationMethod: CustomStringConvertible {
    /// The name of the method.
    public var description: String { text }
}
