import Crypto
import Foundation

/// The secret by which a receiver knows that a message of the webhook is ours, after the Standard
/// Webhooks specification: `whsec_` and 24 to 64 random bytes in base64.
///
/// While a receiver changes from one to another there may be two; each message is signed by both.
public struct WebhookSecret: Sendable {
    private let keys: [SymmetricKey]

    private static let prefix = "whsec_"
    private static let lengths = 24...64
    private static let most = 2

    /// Reads one secret, or two with white space between them; `nil` if the text is none.
    public init?(_ text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace)
        let keys = parts.compactMap { Self.key(String($0)) }
        guard (1...Self.most).contains(parts.count), keys.count == parts.count else { return nil }
        self.keys = keys
    }

    private static func key(_ text: String) -> SymmetricKey? {
        guard text.hasPrefix(prefix) else { return nil }
        let encoded = String(text.dropFirst(prefix.count))
        guard let bytes = Data(base64Encoded: encoded), lengths.contains(bytes.count),
            bytes.base64EncodedString() == encoded
        else { return nil }
        return SymmetricKey(data: bytes)
    }

    /// The value of `webhook-signature` of a message.
    func signature(of id: String, at seconds: Int64, _ body: [UInt8]) -> String {
        let signed = Array("\(id).\(seconds).".utf8) + body
        return keys.map { key in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: key)
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Never the secret itself.
    public var description: String { "whsec_‹redacted›" }
    /// Never the secret itself.
    public var debugDescription: String { description }
    /// Never the secret itself.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
