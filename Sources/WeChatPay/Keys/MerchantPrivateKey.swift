import CryptoExtras
import Foundation

/// The private key of the merchant's API certificate, with which every request is signed.
///
/// It shows nothing of itself in any description.
public struct MerchantPrivateKey: Sendable {
    private let key: _RSA.Signing.PrivateKey

    /// The fewest bits that are accepted.
    static let minimumBits = 2048

    /// Reads the key from a PEM file, PKCS#1 or PKCS#8, that nobody else can open.
    ///
    /// - Throws: ``WeChatPayError`` whose code begins with `key`.
    public init(pemFile path: String) throws(WeChatPayError) {
        try self.init(pem: KeyFile.read(path, as: .secret), named: path)
    }

    /// Takes the key from PEM text, PKCS#1 or PKCS#8.
    ///
    /// - Parameters:
    ///   - pem: The PEM text.
    ///   - name: What the key is called in errors.
    /// - Throws: ``WeChatPayError`` whose code begins with `key`.
    public init(pem: [UInt8], named name: String = "private key") throws(WeChatPayError) {
        let block = try PEMBlock(pem, of: name)
        switch block.label {
        case .pkcs8PrivateKey, .pkcs1PrivateKey: break
        case .ecPrivateKey:
            throw WeChatPayError(
                .keyNotRSA, name, "this is an elliptic-curve key; WeChat Pay uses RSA")
        case .certificate:
            throw WeChatPayError(
                .keyIsCertificate, name,
                "this is a certificate; the private key is the file apiclient_key.pem")
        case .publicKey, .pkcs1PublicKey:
            throw WeChatPayError(.keyIsPublic, name, "this is a public key, not a private one")
        }
        try KeyEncoding(block.der).check(named: name)
        guard let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: block.der) else {
            throw WeChatPayError(.keyMalformed, name, "this is no usable RSA private key")
        }
        try KeyEncoding.check(bits: key.keySizeInBits, named: name)
        self.key = key
    }

    /// Signs with SHA-256 and PKCS#1 v1.5, which is WeChat's choice; the library's default is
    /// another padding.
    ///
    /// - Returns: The signature in base64.
    func signature(for message: [UInt8]) throws(WeChatPayError) -> String {
        do {
            return try key.signature(for: message, padding: .insecurePKCS1v1_5)
                .rawRepresentation.base64EncodedString()
        } catch {
            throw WeChatPayError(.signingFailed, "private key", "the key would not sign")
        }
    }

    /// Opens what was sealed with the public key of the merchant's certificate, by RSAES-OAEP with
    /// SHA-1, as API v3 has it for every sensitive value; `nil` if it was not.
    func opening(_ sealed: [UInt8]) -> [UInt8]? {
        let opener = try? _RSA.Encryption.PrivateKey(
            unsafeDERRepresentation: key.derRepresentation)
        return (try? opener?.decrypt(sealed, padding: .PKCS1_OAEP)).map { Array($0) }
    }
}

extension MerchantPrivateKey: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Nothing of the key.
    public var description: String { "‹private key›" }
    /// Nothing of the key.
    public var debugDescription: String { description }
    /// Nothing of the key.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
