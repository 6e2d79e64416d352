import CryptoExtras
import Foundation
import OrderLifecycle

@testable import WeChatPay

/// WeChat and the merchant as the fuzzer imitates them, with keys that are made anew in every run.
enum Harness {
    /// 2023-11-14T22:13:20Z, which is now for every input.
    static let seconds: Int64 = 1_700_000_000
    static let now = Timestamp(clamping: seconds * 1000)
    static let serial = "PUB_KEY_ID_0000000000000000000000000000000001"
    static let order = made { try OutOrderNumber("A1") }
    static let ring = KeyRing([
        made { try .publicKey(id: serial, pem: Array(key.publicKey.pemRepresentation.utf8)) }
    ])
    static let merchant = made {
        try WeChatPayMerchant(
            merchantID: MerchantID("1230000109"), appID: AppID("wxd678efh567hg6787"),
            serviceID: ServiceID("500001"), certificateSerial: "5F1C72E2A8931B72",
            privateKey: MerchantPrivateKey(pem: Array(key.pkcs8PEMRepresentation.utf8)),
            apiV3Key: APIv3Key(bytes: Array("a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb".utf8)))
    }

    static let key = made { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

    /// A verifier that has believed nothing yet: an input may be looked at twice.
    static var verifier: AnswerVerifier { AnswerVerifier(ring: ring, nonces: SeenNonces()) }

    /// Whether the verifier believes an answer.
    static func believes(_ headers: SignatureHeaders, _ body: [UInt8]) -> Bool {
        (try? verifier.verify(headers, body: body, at: now)) != nil
    }

    /// WeChat's signature over an answer.
    ///
    /// - Parameter bit: The bit of the signature that is turned, if one is.
    static func signature(
        timestamp: String, nonce: String, body: [UInt8], turning bit: UInt16?
    ) -> String {
        let message = Array("\(timestamp)\n\(nonce)\n".utf8) + body + [0x0A]
        let signature = made { try key.signature(for: message, padding: .insecurePKCS1v1_5) }
        var bytes = Array(signature.rawRepresentation)
        if let bit { bytes[Int(bit) / 8 % bytes.count] ^= 1 << (bit % 8) }
        return Data(bytes).base64EncodedString()
    }

    /// What the harness itself cannot do without.
    private static func made<Value>(_ make: () throws -> Value) -> Value {
        do { return try make() } catch { fatalError("the harness is broken: \(error)") }
    }
}
