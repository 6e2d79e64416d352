import Crypto
import CryptoExtras
import Foundation

/// A key of the imitated WeChat Pay, and the serial by which a merchant knows it.
struct SigningKey: Sendable {
    let serial: String
    private let key: _RSA.Signing.PrivateKey

    init(serial: String, pem: String) throws(SandboxError) {
        self.serial = serial
        do {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            throw .keysUnusable(cause: "WeChat Pay's keys are not RSA keys")
        }
    }

    /// Returns the header fields that make a message a signed one.
    func headers(
        for body: [UInt8], _ kind: Answer.Signature, at now: Date
    ) -> [(name: String, value: String)] {
        guard kind != .absent else { return [] }
        let timestamp = String(Int(now.timeIntervalSince1970.rounded(.down)))
        let nonce = RandomText.lettersAndDigits(32)
        return [
            ("Wechatpay-Timestamp", timestamp),
            ("Wechatpay-Nonce", nonce),
            ("Wechatpay-Signature", signature(of: "\(timestamp)\n\(nonce)\n", body, kind)),
            ("Wechatpay-Serial", serial),
            ("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048"),
        ]
    }

    private func signature(
        of head: String, _ body: [UInt8], _ kind: Answer.Signature
    ) -> String {
        var hash = SHA256()
        hash.update(data: Array(head.utf8))
        hash.update(data: body)
        if kind != .wrong { hash.update(data: [0x0A]) }
        // A key that was read signs; were it not to, an empty signature is one that nobody accepts.
        let signature =
            (try? key.signature(for: hash.finalize(), padding: .insecurePKCS1v1_5))?
            .rawRepresentation.base64EncodedString() ?? ""
        switch kind {
        case .probe: return "WECHATPAY/SIGNTEST/" + signature.dropFirst(19)
        case .valid, .wrong, .absent: return signature
        }
    }
}
