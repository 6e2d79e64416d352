/// Why a person set or lifted a guard, or lets a journal go on: text that only the journal shows,
/// and longer than what WeChat shows to customers.
public struct OperatorReason: Hashable, Sendable {
    /// The reason, exactly as it is recorded.
    public let text: String

    /// The most UTF-16 units.
    public static let limit = 200

    /// Creates a reason.
    ///
    /// - Throws: ``InvalidValue`` if the text is blank, longer than ``limit``, or has an
    ///   invisible or four-byte character.
    public init(_ text: String) throws(InvalidValue) {
        try PlainText.check(text, as: .reason, limit: Self.limit)
        self.text = text
    }
}

extension OperatorReason: CustomStringConvertible {
    /// The reason, exactly as it is recorded.
    public var description: String { text }
}
