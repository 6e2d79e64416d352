public import OrderLifecycle

/// The name of a requested call: `apr_` and twenty hexadecimal digits, drawn at random.
///
/// The attempt that makes it has the same digits.
public struct ApprovalID: Hashable, Sendable, CustomStringConvertible {
    /// The name itself.
    public let text: String

    private static let prefix = "apr_"
    private static let length = 10

    /// Creates a name from ten fresh random bytes.
    public init(randomBytes: [UInt8]) {
        text = Self.prefix + Hex.text(randomBytes)
    }

    /// Reads a name.
    ///
    /// - Throws: `InvalidValue` if the text is none.
    public init(_ text: String) throws(InvalidValue) {
        let length = Self.prefix.utf8.count + 2 * Self.length
        guard text.utf8.count <= length else {
            throw InvalidValue(.approval, .tooLong(length: text.utf8.count, limit: length))
        }
        guard text.utf8.starts(with: Self.prefix.utf8),
            Hex.bytes(String(text.dropFirst(Self.prefix.count)))?.count == Self.length
        else { throw InvalidValue(.approval, .forbiddenCharacter(offset: 0)) }
        self.text = text
    }

    /// The name of the attempt that makes it.
    public var attempt: AttemptID {
        AttemptID("att_" + text.dropFirst(Self.prefix.count))
    }

    /// The name itself.
    public var description: String { text }
}
