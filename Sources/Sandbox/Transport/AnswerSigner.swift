import Crypto
import CryptoExtras
import Foundation

/// Signs answers as WeChat Pay does, with the key that the merchant says it holds.
struct AnswerSigner: Sendable {
    private let publicKeyID: String
    private let weChatKey: _RSA.Signing.PrivateKey
    private let platformSerial: String
    private let platformKey: _RSA.Signing.PrivateKey

    init(identity: Identity) throws(SandboxError) {
        publicKeyID = identity.publicKeyID
        platformSerial = identity.platformSerial
        do {
            weChatKey = try _RSA.Signing.PrivateKey(pemRepresentation: identity.weChatPrivateKey)
            platformKey = try _RSA.Signing.PrivateKey(
                pemRepresentation: identity.platformPrivateKey)
        } catch {
            throw .keysUnusable(cause: "WeChat Pay's keys are not RSA keys")
        }
    }

    /// Returns the header fields that make an answer a signed one.
    ///
    /// The WeChat Pay public key is used unless the request's `Wechatpay-Serial` asks for the
    /// platform certificate.
    func headers(
        for answer: Answer, to request: ReceivedRequest, at now: Date
    ) -> [(name: String, value: String)] {
        let requestID = ("Request-ID", "08\(RandomText.hexadecimal(30))-\(answer.requestIDTail)")
        guard answer.signature != .absent else { return [requestID] }
        let usesPlatform = request.header("wechatpay-serial") == platformSerial
        let timestamp = String(Int(now.timeIntervalSince1970.rounded(.down)))
        let nonce = RandomText.lettersAndDigits(32)
        let signature = signature(
            of: "\(timestamp)\n\(nonce)\n", answer, with: usesPlatform ? platformKey : weChatKey)
        return [
            requestID,
            ("Wechatpay-Timestamp", timestamp),
            ("Wechatpay-Nonce", nonce),
            ("Wechatpay-Signature", signature),
            ("Wechatpay-Serial", usesPlatform ? platformSerial : publicKeyID),
            ("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048"),
        ]
    }

    private func signature(
        of head: String, _ answer: Answer, with key: _RSA.Signing.PrivateKey
    ) -> String {
        var hash = SHA256()
        hash.update(data: Array(head.utf8))
        hash.update(data: answer.body)
        if answer.signature != .wrong { hash.update(data: [0x0A]) }
        // A key that was read signs; were it not to, an empty signature is one that nobody accepts.
        let signature =
            (try? key.signature(for: hash.finalize(), padding: .insecurePKCS1v1_5))?
            .rawRepresentation.base64EncodedString() ?? ""
        switch answer.signature {
        case .probe: return "WECHATPAY/SIGNTEST/" + signature.dropFirst(19)
        case .valid, .wrong, .absent: return signature
        }
    }
}
