/// An identifier that WeChat gave to something: printable ASCII of a limited length.
///
/// Compared byte by byte; nothing but visible ASCII is accepted, so that two identifiers that
/// look alike are alike.
public protocol WeChatIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The name of the identifier in errors.
    static var field: InvalidValue.Field { get }
    /// The most characters it may have.
    static var limit: Int { get }
    /// The identifier itself.
    var text: String { get }
    /// Wraps a text that has been checked.
    init(checked text: String)
}

extension WeChatIdentifier {
    /// Creates an identifier.
    ///
    /// - Throws: ``InvalidValue`` if `text` is empty, too long or not visible ASCII.
    public init(_ text: String) throws(InvalidValue) {
        guard !text.isEmpty else { throw InvalidValue(Self.field, .empty) }
        guard text.utf8.count <= Self.limit else {
            throw InvalidValue(
                Self.field, .tooLong(length: text.utf8.count, limit: Self.limit))
        }
        if let offset = ASCII.firstOffset(in: text, where: { !ASCII.isVisible($0) }) {
            throw InvalidValue(Self.field, .forbiddenCharacter(offset: offset))
        }
        self.init(checked: text)
    }

    /// The identifier itself.
    public var description: String { text }
}
