public import OrderLifecycle

/// A customer as the merchant's application knows them: WeChat's `openid`.
///
/// It is personal: it shows nothing of itself, stands in no record, log, export or page, and is
/// stored only sealed with the customer's own key.
public struct OpenID: Hashable, Sendable {
    /// The text, for a request and for nothing else.
    public let text: String

    /// The most characters that WeChat's pages allow.
    public static let limit = 128

    /// Creates an `openid` that can stand in a path: letters, digits, `_` and `-`.
    ///
    /// - Parameter text: The text.
    /// - Throws: `InvalidValue` if it is empty, too long, or has another character.
    public init(_ text: String) throws(InvalidValue) {
        guard !text.isEmpty else { throw InvalidValue(.openID, .empty) }
        guard text.utf8.count <= Self.limit else {
            throw InvalidValue(.openID, .tooLong(length: text.utf8.count, limit: Self.limit))
        }
        let offset = text.utf8.enumerated().first { !Self.isAllowed($0.element) }?.offset
        if let offset { throw InvalidValue(.openID, .forbiddenCharacter(offset: offset)) }
        self.text = text
    }

    /// Takes what stands in the body of a request, whatever it is.
    package init(inBody text: String) {
        self.text = text
    }

    /// Whether both are the same bytes: `String` also takes other spellings for equal.
    public static func == (one: OpenID, other: OpenID) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension OpenID: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the customer.
    public var description: String { "‹openid›" }
    /// Nothing of the customer.
    public var debugDescription: String { description }
    /// Nothing of the customer.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
