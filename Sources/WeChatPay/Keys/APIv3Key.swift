import Crypto
import Foundation

/// The API v3 key: the 32 bytes with which WeChat encrypts its certificates and notifications.
///
/// It shows nothing of itself in any description.
public struct APIv3Key: Sendable {
    private let key: SymmetricKey

    /// The length of the key; sixteen bytes would silently select a weaker cipher.
    public static let length = 32

    /// The length of the nonce with which WeChat seals; another one would be hashed first.
    static let nonceLength = 12

    /// Reads the key from a file that nobody else can open; one newline at the end is ignored.
    ///
    /// - Throws: ``WeChatPayError`` whose code begins with `key_file`, or `api_v3_key_length`.
    public init(file path: String) throws(WeChatPayError) {
        var bytes = try KeyFile.read(path, as: .secret)
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        try self.init(bytes: bytes, named: path)
    }

    /// Takes the key's bytes.
    ///
    /// - Parameters:
    ///   - bytes: The key: 32 bytes.
    ///   - name: What the key is called in errors.
    /// - Throws: ``WeChatPayError``, `api_v3_key_length`.
    public init(bytes: [UInt8], named name: String = "API v3 key") throws(WeChatPayError) {
        guard bytes.count == Self.length else {
            throw WeChatPayError(
                .apiV3KeyLength, name,
                "the key has \(bytes.count) bytes, exactly \(Self.length) are needed")
        }
        self.init(ofAnyLength: bytes)
    }

    /// Takes a key as it is: two of the vectors that WeChat's SDKs publish have one of 16 bytes.
    init(ofAnyLength bytes: [UInt8]) {
        key = SymmetricKey(data: bytes)
    }

    /// Opens what WeChat sealed with AES-256-GCM.
    ///
    /// - Parameter ciphertext: Canonical base64, whose last 16 bytes are the tag.
    /// - Throws: ``WeChatPayError``, `decryption_failed`.
    package func open(
        ciphertext: String, nonce: String, associatedData: String
    ) throws(WeChatPayError) -> [UInt8] {
        let failure = WeChatPayError(
            .decryptionFailed, "API v3 key", "the key does not open what WeChat encrypted")
        guard nonce.utf8.count == Self.nonceLength, let sealed = CanonicalBase64.decode(ciphertext),
            sealed.count >= 16
        else { throw failure }
        do {
            let box = try AES.GCM.SealedBox(
                nonce: AES.GCM.Nonce(data: Array(nonce.utf8)), ciphertext: sealed.dropLast(16),
                tag: sealed.suffix(16))
            return Array(
                try AES.GCM.open(box, using: key, authenticating: Array(associatedData.utf8)))
        } catch {
            throw failure
        }
    }
}

extension APIv3Key: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of the key.
    public var description: String { "‹API v3 key›" }
    /// Nothing of the key.
    public var debugDescription: String { description }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
