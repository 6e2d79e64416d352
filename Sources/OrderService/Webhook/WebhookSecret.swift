import Crypto
import Foundation

/// The secret by which a receiver knows that a message of the webhook is ours, after the Standard
/// Webhooks specification: `whsec_` and 24 to 64 random bytes in base64.
public struct WebhookSecret: Sendable {
    private let key: SymmetricKey

    private static let prefix = "whsec_"
    private static let lengths = 24...64

    /// Reads a secret; `nil` if the text is none.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let encoded = String(text.dropFirst(Self.prefix.count))
        guard let bytes = Data(base64Encoded: encoded), Self.lengths.contains(bytes.count),
            bytes.base64EncodedString() == encoded
        else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The value of `webhook-signature` of a message.
    func signature(of id: String, at seconds: Int64, _ body: [UInt8]) -> String {
        let signed = Array("\(id).\(seconds).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: key)
        return "v1," + Data(code).base64EncodedString()
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
