public import OrderLifecycle

/// What an answer says that was not verified.
///
/// Anybody can have written it, so nothing is concluded from it. A person needs it all the same:
/// WeChat signs its answer only to a request whose own signature held, so what it says about a
/// wrong serial number, key, mchid or clock always comes unsigned.
public struct AnswerClaim: Hashable, Sendable {
    /// Why it is not believed.
    public let problem: VerificationProblem
    /// The HTTP status.
    public let status: Int
    /// The `code` of its body.
    public let code: String?
    /// The `message` of its body.
    public let message: String?
    /// The key that it names in `Wechatpay-Serial`.
    public let keyID: String?
    /// What its `Date` header says.
    public let date: Timestamp?
    /// Our clock when it had arrived.
    public let receivedAt: Timestamp?

    /// The most characters of a code that are kept.
    public static let codeLimit = 64
    /// The most characters of a message that are kept.
    public static let messageLimit = 256
    /// The most characters of a key's name that are kept.
    public static let keyLimit = 128

    /// Creates a claim; long texts are cut, U+FFFD takes the place of what is invisible, and a
    /// permit that the answer repeats is blotted out.
    ///
    /// - Parameters:
    ///   - problem: Why it is not believed.
    ///   - status: Its HTTP status.
    ///   - code: Without anything that is secret or names the customer.
    ///   - message: The same.
    ///   - keyID: The key by which it says that it is signed.
    ///   - date: What its `Date` header says.
    ///   - receivedAt: When it came, by this machine's clock.
    public init(
        _ problem: VerificationProblem, status: Int, code: String? = nil, message: String? = nil,
        keyID: String? = nil, date: Timestamp? = nil, receivedAt: Timestamp? = nil
    ) {
        self.problem = problem
        self.status = min(max(status, 0), 999)
        self.code = Self.kept(code, Self.codeLimit)
        self.message = Self.kept(message, Self.messageLimit)
        self.keyID = Self.kept(keyID, Self.keyLimit)
        self.date = date
        self.receivedAt = receivedAt
    }

    /// How far our clock is ahead of what the `Date` header says; negative if it is behind.
    public var clockLead: Duration? {
        guard let date, let receivedAt else { return nil }
        return receivedAt.since(date)
    }

    private static func kept(_ text: String?, _ limit: Int) -> String? {
        guard let text, !text.isEmpty else { return nil }
        let scalars = PermitMention.hidden(in: text).unicodeScalars.prefix(limit).map {
            $0.isInvisible ? "\u{FFFD}" : $0
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

extension AnswerClaim: CustomStringConvertible {
    /// What it says, marked as unverified:
    /// `unverified (unsigned): HTTP 401 SIGN_ERROR “错误的签名”`.
    public var description: String {
        var words = "unverified (\(problem.rawValue)): HTTP \(status)"
        if let code { words += " \(code)" }
        if let message { words += " “\(message)”" }
        if let keyID { words += ", naming the key \(keyID)" }
        return words
    }

    /// How our clock compares with the `Date` header, in a sentence; `nil` if it has none.
    public var clockWords: String? {
        guard let seconds = clockLead.map({ $0.milliseconds / 1000 }) else { return nil }
        let place = seconds < 0 ? "\(-seconds) s behind" : "\(seconds) s ahead of"
        return "this machine's clock is \(place) what the answer's Date header says (unverified)"
    }
}
