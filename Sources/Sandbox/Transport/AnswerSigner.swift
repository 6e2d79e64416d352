import Foundation

/// Signs answers as WeChat Pay does, with the key that the merchant says it holds.
struct AnswerSigner: Sendable {
    let keys: KeyRing
    let mode: SigningMode

    /// Returns the header fields that make an answer a signed one.
    func headers(
        for answer: Answer, to request: ReceivedRequest, at now: Date
    ) -> [(name: String, value: String)] {
        let key = keys.signingKey(mode, asked: request.header("wechatpay-serial"))
        return [RequestID.header(tail: answer.requestIDTail)]
            + key.headers(for: answer.body, answer.signature, at: now)
    }
}
