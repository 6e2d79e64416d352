import Crypto
import Foundation
import OrderLifecycle

/// One signature line of a signed note ([c2sp.org/signed-note](https://c2sp.org/signed-note)):
/// `— NAME BASE64`, the first four bytes of which name the key.
struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    let name: String
    /// The first bytes of the digest of the key's name and of the key.
    let keyID: [UInt8]
    /// The signature itself.
    let signature: [UInt8]

    private static let dash = "\u{2014} "
    private static let keyIDLength = 4
    /// The algorithm Ed25519, as the format numbers it.
    private static let ed25519: UInt8 = 1

    /// Signs a text.
    ///
    /// - Throws: A `CryptoKit` error if the key cannot sign.
    init(of text: String, as name: String, with key: Curve25519.Signing.PrivateKey) throws {
        self.name = name
        keyID = Self.keyID(of: Array(key.publicKey.rawRepresentation), as: name)
        signature = Array(try key.signature(for: Data(text.utf8)))
    }

    /// Reads a line, without its line feed; `nil` if it is none.
    init?(line: some StringProtocol) {
        guard line.hasPrefix(Self.dash) else { return nil }
        let words = line.dropFirst(Self.dash.count).split(
            separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, !words[0].isEmpty,
            let bytes = Data(base64Encoded: String(words[1])), bytes.count > Self.keyIDLength
        else { return nil }
        name = String(words[0])
        keyID = Array(bytes.prefix(Self.keyIDLength))
        signature = Array(bytes.dropFirst(Self.keyIDLength))
    }

    /// The line, without its line feed.
    var line: String { "\(Self.dash)\(name) \(Data(keyID + signature).base64EncodedString())" }

    /// Whether the line says that it is of this Ed25519 key under this name.
    func isNamed(_ name: String, of publicKey: [UInt8]) -> Bool {
        self.name == name && keyID == Self.keyID(of: publicKey, as: name)
    }

    /// Whether the signature is that of a text by this key; by a key of small order none is.
    func isValid(for text: String, by publicKey: [UInt8]) -> Bool {
        guard isNamed(name, of: publicKey), !SmallOrderKey.contains(publicKey),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
        else { return false }
        return key.isValidSignature(Data(signature), for: Data(text.utf8))
    }

    /// What names a key in a signature line.
    static func keyID(of publicKey: [UInt8], as name: String) -> [UInt8] {
        let bytes = Array("\(name)\n".utf8) + [ed25519] + publicKey
        return Array(Digest32.of(bytes).bytes.prefix(keyIDLength))
    }

    /// The key as programs that check signed notes take it: `NAME+HEX+BASE64`.
    static func verifierKey(of publicKey: [UInt8], as name: String) -> String {
        let key = Data([ed25519] + publicKey).base64EncodedString()
        return "\(name)+\(Hex.text(keyID(of: publicKey, as: name)))+\(key)"
    }
}
