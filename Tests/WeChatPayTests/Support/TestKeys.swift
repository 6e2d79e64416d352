import Crypto
import CryptoExtras
import Foundation
import OrderLifecycle
import SwiftASN1
import X509

@testable import WeChatPay

/// Keys made once for the whole run; none of them is worth anything.
enum TestKeys {
    /// 2023-11-14T22:13:20Z, which every test takes for now.
    static let seconds: Int64 = 1_700_000_000
    static let now = Timestamp(clamping: seconds * 1000)

    static let merchant = makeKey(bits: 2048)
    static let weChat = makeKey(bits: 2048)
    static let stranger = makeKey(bits: 2048)
    static let weChatID = "PUB_KEY_ID_0000000000000000000000000000000001"
    static let apiV3Key = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb"

    static func makeKey(bits: Int) -> _RSA.Signing.PrivateKey {
        guard let key = try? _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: bits)) else {
            fatalError("no RSA key could be made")
        }
        return key
    }

    static func trustedKey() throws -> WeChatPayKey {
        try .publicKey(id: weChatID, pem: Array(weChat.publicKey.pemRepresentation.utf8))
    }

    static func merchantSettings() throws -> WeChatPayMerchant {
        try WeChatPayMerchant(
            merchantID: MerchantID("1230000109"), appID: AppID("wxd678efh567hg6787"),
            serviceID: ServiceID("500001"),
            certificateSerial: "5F1C72E2A8931B72A2E13AF8DEE92471EB397115",
            privateKey: MerchantPrivateKey(pem: Array(merchant.pkcs8PEMRepresentation.utf8)),
            apiV3Key: APIv3Key(bytes: Array(apiV3Key.utf8)))
    }

    /// A certificate in the manner of WeChat's, signed by its own key.
    static func certificate(
        serial: [UInt8], from: Int64 = seconds - 86_400, to: Int64 = seconds + 86_400,
        key: _RSA.Signing.PrivateKey = stranger
    ) throws -> String {
        let name = try DistinguishedName { CommonName("Tenpay.com sign") }
        return try certificate(
            serial: serial, from: from, to: to, name: name, signedBy: Certificate.PrivateKey(key))
    }

    /// A certificate that has the key by which it is signed.
    static func certificate(
        serial: [UInt8] = [1], from: Int64 = seconds - 86_400, to: Int64 = seconds + 86_400,
        name: DistinguishedName = DistinguishedName(), signedBy issuer: Certificate.PrivateKey
    ) throws -> String {
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(bytes: serial), publicKey: issuer.publicKey,
            notValidBefore: Date(timeIntervalSince1970: Double(from)),
            notValidAfter: Date(timeIntervalSince1970: Double(to)), issuer: name, subject: name,
            extensions: Certificate.Extensions(),
            issuerPrivateKey: issuer)
        return try certificate.serializeAsPEM().pemString
    }

    /// What `GET /v3/certificates` would answer.
    static func certificateList(
        _ entries: [(serial: String, pem: String)], key: String = apiV3Key
    ) throws -> [UInt8] {
        let items = try entries.map { serial, pem in
            let nonce = "14b16c03dc1b"
            let box = try AES.GCM.seal(
                Array(pem.utf8), using: SymmetricKey(data: Array(key.utf8)),
                nonce: AES.GCM.Nonce(data: Array(nonce.utf8)),
                authenticating: Array("certificate".utf8))
            let text = (box.ciphertext + box.tag).base64EncodedString()
            return """
                {"serial_no":"\(serial)","effective_time":"2023-01-01T00:00:00+08:00",\
                "encrypt_certificate":{"algorithm":"AEAD_AES_256_GCM","nonce":"\(nonce)",\
                "associated_data":"certificate","ciphertext":"\(text)"}}
                """
        }
        return Array("{\"data\":[\(items.joined(separator: ","))]}".utf8)
    }
}
