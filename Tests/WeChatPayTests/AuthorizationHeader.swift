import Crypto
import CryptoExtras
import Foundation

/// An `Authorization` header taken apart by other means than the signer's.
struct AuthorizationHeader {
    private let fields: [String: String]

    struct Malformed: Error {}

    init(_ header: String) throws {
        let scheme = "WECHATPAY2-SHA256-RSA2048 "
        guard header.hasPrefix(scheme) else { throw Malformed() }
        var fields: [String: String] = [:]
        for item in header.dropFirst(scheme.count).split(separator: ",") {
            let parts = item.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[1].hasPrefix("\""), parts[1].hasSuffix("\"") else {
                throw Malformed()
            }
            fields[String(parts[0])] = String(parts[1].dropFirst().dropLast())
        }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] }

    func verifies(method: String, target: String, body: [UInt8]) -> Bool {
        guard let timestamp = self["timestamp"], let nonce = self["nonce_str"],
            let signature = self["signature"].flatMap({ Data(base64Encoded: $0) })
        else { return false }
        let message = Data("\(method)\n\(target)\n\(timestamp)\n\(nonce)\n".utf8) + body + [0x0A]
        return TestKeys.merchant.publicKey.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature), for: message,
            padding: .insecurePKCS1v1_5)
    }
}
