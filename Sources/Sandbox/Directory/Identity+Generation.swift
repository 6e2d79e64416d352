import Crypto
import CryptoExtras
import Foundation
import SwiftASN1
import X509

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
        let weChatKey = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let platformKey = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let merchantID = "16" + RandomText.digits(8)
        let merchantSerial = serial()
        let platformSerial = serial()
        let expiry = now.addingTimeInterval(5 * 365 * 24 * 3600)
        let validity = now.addingTimeInterval(-3600)...expiry
        return Identity(
            merchant: Merchant(
                merchantID: merchantID,
                appID: "wx" + RandomText.hexadecimal(16),
                serviceID: "00" + RandomText.digits(30)),
            merchantCertificateSerial: hexadecimal(merchantSerial),
            merchantPrivateKey: merchantKey.pkcs8PEMRepresentation + "\n",
            merchantCertificate: try certificate(
                for: merchantKey, serial: merchantSerial, name: merchantID, validity: validity),
            apiV3Key: RandomText.lettersAndDigits(32),
            publicKeyID: "PUB_KEY_ID_" + RandomText.digits(34),
            weChatPrivateKey: weChatKey.pkcs8PEMRepresentation + "\n",
            weChatPublicKey: weChatKey.publicKey.pemRepresentation + "\n",
            platformSerial: hexadecimal(platformSerial),
            platformPrivateKey: platformKey.pkcs8PEMRepresentation + "\n",
            platformCertificate: try certificate(
                for: platformKey, serial: platformSerial, name: "Tenpay.com sandbox",
                validity: validity),
            platformEffectiveTime: WeChatTime.rfc3339(of: validity.lowerBound),
            platformExpireTime: WeChatTime.rfc3339(of: expiry))
    }

    /// Twenty bytes that spell forty hexadecimal digits as a positive number.
    private static func serial() -> [UInt8] {
        [UInt8.random(in: 0x10...0x7F)] + (1..<20).map { _ in UInt8.random(in: .min ... .max) }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
    }

    private static func certificate(
        for key: _RSA.Signing.PrivateKey, serial: [UInt8], name: String,
        validity: ClosedRange<Date>
    ) throws -> String {
        let subject = try DistinguishedName { CommonName(name) }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(bytes: serial),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: validity.lowerBound,
            notValidAfter: validity.upperBound,
            issuer: subject,
            subject: subject,
            signatureAlgorithm: .sha256WithRSAEncryption,
            extensions: Certificate.Extensions(),
            issuerPrivateKey: Certificate.PrivateKey(key))
        return try certificate.serializeAsPEM().pemString + "\n"
    }
}
