/// The merchant's own number of a customer's authorization: WeChat's `authorization_code`
/// (授权协议号).
///
/// Digits, letters, `_`, `-`, `|` and `*`, one to 32 of them, as in an out-order number.
/// Source: the pages on pre-authorising (商户预授权) of the Pay Score documentation.
public struct AuthorizationCode: Hashable, Sendable {
    /// The number as the merchant writes it.
    public let text: String

    /// The most characters that a code may have.
    public static let limit = OutOrderNumber.limit

    /// Creates a code.
    ///
    /// - Throws: ``InvalidValue`` if a character is not allowed or there are too many.
    public init(_ text: String) throws(InvalidValue) {
        do throws(InvalidValue) { self.text = try OutOrderNumber(text).text } catch {
            throw InvalidValue(.authorizationCode, error.problem)
        }
    }

    /// Takes a text that is known to be one.
    package init(checked text: String) {
        self.text = text
    }
}

extension AuthorizationCode {
    /// The code as one segment of a path: `|` becomes `%7C`, all else stands as it is.
    package var pathSegment: String { text.replacing("|", with: "%7C") }
}

extension AuthorizationCode: CustomStringConvertible {
    /// The number as the merchant writes it.
    public var description: String { text }
}
