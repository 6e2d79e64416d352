import Crypto
import CryptoExtras
import Foundation

/// An HTTP answer.
struct TestAnswer: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: Data

    /// The value of a header field that is there once.
    func header(_ name: String) -> String? {
        let values = headers.filter { $0.name == name.lowercased() }
        return values.count == 1 ? values.first?.value : nil
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var json: [String: Any] {
        (try? JSONSerialization.jsonObject(with: body) as? [String: Any]) ?? [:]
    }

    /// WeChat's error code, or `nil`.
    var code: String? { json["code"] as? String }

    /// Tells whether the answer's signature is one of this key.
    func isSigned(by key: _RSA.Signing.PublicKey) -> Bool {
        guard let timestamp = header("Wechatpay-Timestamp"),
            let nonce = header("Wechatpay-Nonce"),
            let signature = header("Wechatpay-Signature").flatMap({ Data(base64Encoded: $0) }),
            signature.count == 256
        else { return false }
        let message = Data("\(timestamp)\n\(nonce)\n".utf8) + body + Data("\n".utf8)
        return key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature),
            for: SHA256.hash(data: message), padding: .insecurePKCS1v1_5)
    }
}
