public import OrderLifecycle

/// What a record is about.
public enum Subject: Hashable, Sendable {
    /// An order.
    case order(OutOrderNumber)
    /// A customer's authorization.
    case authorization(AuthorizationCode)
    /// The journal itself: whose it is, its velocity limit, its keys.
    case journal

    private static let orderPrefix = "order:"
    private static let authorizationPrefix = "authorization:"
    private static let journalText = "journal"

    /// The most characters of a text.
    public static let limit = authorizationPrefix.utf8.count + AuthorizationCode.limit

    /// The text that records have.
    ///
    /// It is `order:` and the number, `authorization:` and the code, or `journal`: numbers and
    /// codes have the same characters, so the kind stands before them.
    public var text: String {
        switch self {
        case .order(let number): Self.orderPrefix + number.text
        case .authorization(let code): Self.authorizationPrefix + code.text
        case .journal: Self.journalText
        }
    }

    /// Creates a subject from its text.
    ///
    /// - Throws: `InvalidValue` if the text is that of no subject.
    public init(text: String) throws(InvalidValue) {
        func rest(after prefix: String) -> String? {
            text.utf8.starts(with: prefix.utf8)
                ? String(Substring(text.utf8.dropFirst(prefix.utf8.count))) : nil
        }
        if let number = rest(after: Self.orderPrefix) {
            self = .order(try OutOrderNumber(number))
        } else if let code = rest(after: Self.authorizationPrefix) {
            self = .authorization(try AuthorizationCode(code))
        } else if text.utf8.elementsEqual(Self.journalText.utf8) {
            self = .journal
        } else {
            throw InvalidValue(.subject, .forbiddenCharacter(offset: 0))
        }
    }

    /// The order, if the subject is one.
    public var order: OutOrderNumber? {
        guard case .order(let number) = self else { return nil }
        return number
    }

    /// The authorization's code, if the subject is one.
    public var authorization: AuthorizationCode? {
        guard case .authorization(let code) = self else { return nil }
        return code
    }

    /// Tells whether this subject comes before another, by the bytes of their texts.
    ///
    /// Order numbers are ASCII, whose texts compare as their bytes do.
    public func precedes(_ other: Subject) -> Bool {
        text < other.text
    }
}

extension Subject: CustomStringConvertible {
    /// The text that records have.
    public var description: String { text }
}
