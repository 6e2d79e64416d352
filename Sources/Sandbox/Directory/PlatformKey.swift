import Crypto
import CryptoExtras
import Foundation

/// A platform certificate of the imitated WeChat Pay, with its key.
struct PlatformKey: Codable, Sendable {
    /// How long a certificate that no longer signs is still listed.
    static let overlap: TimeInterval = 24 * 3600

    let serial: String
    let privateKey: String
    let certificate: String
    /// When the certificate begins and ceases to be valid, in RFC 3339.
    let effectiveTime: String
    let expireTime: String
    /// Until when `GET /v3/certificates` lists it; `nil` for the one that signs.
    var listedUntil: Date?

    /// Makes a key and a certificate for it.
    static func generated(at now: Date) throws -> PlatformKey {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let validity = GeneratedCertificate.validity(at: now)
        let certificate = try GeneratedCertificate(
            for: key, name: "Tenpay.com sandbox", validity: validity)
        return PlatformKey(
            serial: certificate.serial, privateKey: key.pkcs8PEMRepresentation + "\n",
            certificate: certificate.pem,
            effectiveTime: WeChatTime.rfc3339(of: validity.lowerBound),
            expireTime: WeChatTime.rfc3339(of: validity.upperBound))
    }
}
