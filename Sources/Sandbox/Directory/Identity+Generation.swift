import Crypto
import CryptoExtras
import Foundation

extension Identity {
    /// Makes a merchant, its keys and those of its WeChat Pay.
    static func generated(at now: Date) throws(SandboxError) -> Identity {
        do {
            return try generating(at: now)
        } catch {
            throw .keysUnusable(cause: "they cannot be made")
        }
    }

    private static func generating(at now: Date) throws -> Identity {
        let merchantKey = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let merchantID = "16" + RandomText.digits(8)
        let certificate = try GeneratedCertificate(
            for: merchantKey, name: merchantID, validity: GeneratedCertificate.validity(at: now))
        return Identity(
            merchant: Merchant(
                merchantID: merchantID,
                appID: "wx" + RandomText.hexadecimal(16),
                serviceID: "00" + RandomText.digits(30)),
            merchantCertificateSerial: certificate.serial,
            merchantPrivateKey: merchantKey.pkcs8PEMRepresentation + "\n",
            merchantCertificate: certificate.pem,
            apiV3Key: RandomText.lettersAndDigits(32),
            publicKey: try PublicKeyPair.generated(),
            platform: try PlatformKey.generated(at: now),
            retiredPlatforms: [])
    }
}
