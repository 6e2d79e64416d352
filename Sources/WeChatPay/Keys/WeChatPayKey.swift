import CryptoExtras
import Foundation
import OrderJournal
public import OrderLifecycle
import SwiftASN1
import X509

/// A key of WeChat's with which answers are verified: the WeChat Pay public key, or the key in a
/// platform certificate.
public struct WeChatPayKey: Sendable {
    /// What `Wechatpay-Serial` calls it: `PUB_KEY_ID_…`, or a certificate's serial number in
    /// upper-case hex.
    public let id: String
    /// When a platform certificate begins to be valid.
    public let notBefore: Timestamp?
    /// When a platform certificate ceases to be valid; the public key has no end.
    public let notAfter: Timestamp?

    let key: _RSA.Signing.PublicKey

    /// Reads the WeChat Pay public key (微信支付公钥) from a PEM file.
    ///
    /// - Parameters:
    ///   - id: The key's ID as the merchant platform shows it, `PUB_KEY_ID_…`.
    ///   - path: The file.
    /// - Throws: ``WeChatPayError`` whose code begins with `key`, or `setting_invalid`.
    public static func publicKey(
        id: String, pemFile path: String
    ) throws(WeChatPayError) -> WeChatPayKey {
        try publicKey(id: id, pem: KeyFile.read(path, as: .trusted), named: path)
    }

    /// Takes the WeChat Pay public key (微信支付公钥) from PEM text.
    ///
    /// - Throws: ``WeChatPayError`` whose code begins with `key`, or `setting_invalid`.
    public static func publicKey(
        id: String, pem: [UInt8], named name: String = "WeChat Pay public key"
    ) throws(WeChatPayError) -> WeChatPayKey {
        guard WireText.isWord(id), id.utf8.count <= 128 else {
            throw WeChatPayError(
                .settingInvalid, "public key ID",
                "it is the ID that the merchant platform shows, such as PUB_KEY_ID_0116…")
        }
        let block = try PEMBlock(pem, of: name)
        switch block.label {
        case .publicKey, .pkcs1PublicKey: break
        case .certificate:
            throw WeChatPayError(
                .keyIsCertificate, name, "this is a certificate, not WeChat's public key")
        case .pkcs8PrivateKey, .pkcs1PrivateKey, .ecPrivateKey:
            throw WeChatPayError(
                .keyIsPrivate, name, "this is a private key; WeChat's public key is needed")
        }
        try KeyEncoding(block.der).check(named: name)
        guard let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: block.der) else {
            throw WeChatPayError(.keyMalformed, name, "this is no usable RSA public key")
        }
        return try WeChatPayKey(id: id, key: key, notBefore: nil, notAfter: nil, named: name)
    }

    /// Reads a platform certificate (平台证书) from a PEM file that came by a trusted way.
    ///
    /// - Throws: ``WeChatPayError`` whose code begins with `key` or `certificate`.
    public static func certificate(pemFile path: String) throws(WeChatPayError) -> WeChatPayKey {
        try certificate(pem: KeyFile.read(path, as: .trusted), named: path)
    }

    /// Takes a platform certificate (平台证书) from PEM text that came by a trusted way.
    ///
    /// - Throws: ``WeChatPayError`` whose code begins with `key` or `certificate`.
    public static func certificate(
        pem: [UInt8], named name: String = "platform certificate"
    ) throws(WeChatPayError) -> WeChatPayKey {
        let block = try PEMBlock(pem, of: name)
        switch block.label {
        case .certificate: break
        case .publicKey, .pkcs1PublicKey:
            throw WeChatPayError(.keyIsPublic, name, "this is a public key, not a certificate")
        case .pkcs8PrivateKey, .pkcs1PrivateKey, .ecPrivateKey:
            throw WeChatPayError(.keyIsPrivate, name, "this is a private key, not a certificate")
        }
        // The library takes no certificate of a key that it does not take.
        try KeyEncoding(ofCertificate: block.der).check(named: name)
        guard let certificate = try? Certificate(derEncoded: block.der) else {
            throw WeChatPayError(.certificateMalformed, name, "the certificate cannot be decoded")
        }
        guard let key = _RSA.Signing.PublicKey(certificate.publicKey) else {
            throw WeChatPayError(.keyNotRSA, name, "the certificate's key is not an RSA key")
        }
        return try WeChatPayKey(
            id: Hex.text(certificate.serialNumber.bytes).uppercased(), key: key,
            notBefore: moment(certificate.notValidBefore),
            notAfter: moment(certificate.notValidAfter), named: name)
    }

    /// Whether the key is valid at a moment.
    package func isValid(at moment: Timestamp) -> Bool {
        if let notBefore, moment < notBefore { return false }
        if let notAfter, moment > notAfter { return false }
        return true
    }

    private init(
        id: String, key: _RSA.Signing.PublicKey, notBefore: Timestamp?, notAfter: Timestamp?,
        named name: String
    ) throws(WeChatPayError) {
        try KeyEncoding.check(bits: key.keySizeInBits, named: name)
        self.id = id
        self.key = key
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// A certificate's time; its years have four digits, so that it fits.
    private static func moment(_ date: Date) -> Timestamp {
        Timestamp(clamping: Int64(date.timeIntervalSince1970 * 1000))
    }
}
