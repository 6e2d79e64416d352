import CryptoExtras
import Foundation
import SwiftASN1

/// What the DER of a key says of it, even where the library takes no such key: its algorithm, and
/// whether it is an RSA key that is too small.
struct KeyEncoding {
    private let root: ASN1Node?

    /// Takes a SubjectPublicKeyInfo or a PKCS#8 private key.
    init(_ der: [UInt8]) {
        root = try? DER.parse(der)
    }

    /// Takes the key of an X.509 certificate.
    init(ofCertificate der: [UInt8]) {
        let certificate = Self.parts(of: try? DER.parse(der))
        let fields = Self.parts(of: certificate.first)
        // The version comes first where there is one; the key is the seventh field with it.
        let version = ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
        let place = fields.first?.identifier == version ? 6 : 5
        root = fields.count > place ? fields[place] : nil
    }

    /// Makes sure that the key is an RSA key of enough bits, as far as can be told.
    ///
    /// - Throws: ``WeChatPayError``, `key_not_rsa` or `key_too_small`.
    func check(named name: String) throws(WeChatPayError) {
        if let algorithm, algorithm != .AlgorithmIdentifier.rsaEncryption {
            throw WeChatPayError(
                .keyNotRSA, name,
                "the key is of another algorithm (\(algorithm)); WeChat Pay uses RSA")
        }
        guard let der = root?.encodedBytes,
            let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: Array(der))
        else { return }
        try Self.check(bits: key.keySizeInBits, named: name)
    }

    /// Makes sure that an RSA key has enough bits.
    ///
    /// - Throws: ``WeChatPayError``, `key_too_small`.
    static func check(bits: Int, named name: String) throws(WeChatPayError) {
        guard bits >= MerchantPrivateKey.minimumBits else {
            throw WeChatPayError(
                .keyTooSmall, name,
                "the key has \(bits) bits, at least \(MerchantPrivateKey.minimumBits) are needed")
        }
    }

    /// The algorithm, which a private key names after its version.
    private var algorithm: ASN1ObjectIdentifier? {
        Self.parts(of: root).prefix(2).lazy.compactMap { part in
            Self.parts(of: part).first.flatMap { try? ASN1ObjectIdentifier(derEncoded: $0) }
        }.first
    }

    private static func parts(of node: ASN1Node?) -> [ASN1Node] {
        guard case .constructed(let parts)? = node?.content else { return [] }
        return Array(parts)
    }
}
