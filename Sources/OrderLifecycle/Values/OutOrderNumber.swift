/// The merchant's own number of a service order: WeChat's `out_order_no`.
///
/// Digits, letters, `_`, `-`, `|` and `*`, one to 32 of them, and no more than 32 bytes once the
/// number is percent-encoded for the path of a request: WeChat measures the encoded form.
/// Source: the create and cancel pages of the Pay Score documentation.
public struct OutOrderNumber: Hashable, Sendable {
    /// The number as the merchant writes it.
    public let text: String

    /// The most characters, and the most bytes in a path, that a number may have.
    public static let limit = 32

    /// Creates a number.
    ///
    /// - Throws: ``InvalidValue`` if a character is not allowed or there are too many.
    public init(_ text: String) throws(InvalidValue) {
        var bars = 0
        let forbidden = ASCII.firstOffset(in: text) { byte in
            bars += byte == Self.bar ? 1 : 0
            return !Self.isAllowed(byte)
        }
        let length = text.utf8.count
        if let forbidden, forbidden < Self.limit {
            throw InvalidValue(.outOrderNumber, .forbiddenCharacter(offset: forbidden))
        }
        guard length > 0 else { throw InvalidValue(.outOrderNumber, .empty) }
        guard length <= Self.limit else {
            throw InvalidValue(.outOrderNumber, .tooLong(length: length, limit: Self.limit))
        }
        // In a path, `|` is `%7C`.
        let encodedLength = length + 2 * bars
        guard encodedLength <= Self.limit else {
            throw InvalidValue(
                .outOrderNumber, .tooLongEncoded(length: encodedLength, limit: Self.limit))
        }
        self.text = text
    }

    /// The number as one segment of a path: `|` becomes `%7C`, all else stands as it is.
    public var pathSegment: String { text.replacing("|", with: "%7C") }

    private static let bar = UInt8(ascii: "|")

    private static func isAllowed(_ byte: UInt8) -> Bool {
        ASCII.isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            || byte == bar || byte == UInt8(ascii: "*")
    }
}

extension OutOrderNumber: CustomStringConvertible {
    /// The number as the merchant writes it.
    public var description: String { text }
}
