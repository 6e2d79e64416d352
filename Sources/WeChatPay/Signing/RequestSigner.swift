import OrderEngine
import OrderJournal
import OrderLifecycle
import Synchronization

/// Signs requests as `WECHATPAY2-SHA256-RSA2048` demands: five lines, each ended by a newline.
///
/// What is signed is what is sent: the caller passes the very target and body that go out.
final class RequestSigner: Sendable {
    private let merchant: WeChatPayMerchant
    private let clock: any EngineClock
    private let random: any RandomSource
    private let lastNonce = Mutex("")

    init(merchant: WeChatPayMerchant, clock: any EngineClock, random: any RandomSource) {
        self.merchant = merchant
        self.clock = clock
        self.random = random
    }

    /// Returns the value of the `Authorization` header.
    ///
    /// - Parameter target: The path with its query, as it stands in the request line.
    /// - Throws: ``WeChatPayError``, `randomness_exhausted` or `signing_failed`.
    func authorization(
        method: String, target: String, body: [UInt8]
    ) throws(WeChatPayError) -> String {
        let seconds = clock.now().milliseconds / 1000
        let nonce = try freshNonce()
        let message = Self.message(
            method: method, target: target, seconds: seconds, nonce: nonce, body: body)
        let signature = try merchant.privateKey.signature(for: message)
        return "WECHATPAY2-SHA256-RSA2048 mchid=\"\(merchant.merchantID)\",nonce_str=\"\(nonce)\","
            + "signature=\"\(signature)\",timestamp=\"\(seconds)\","
            + "serial_no=\"\(merchant.certificateSerial)\""
    }

    /// The bytes that are signed.
    static func message(
        method: String, target: String, seconds: Int64, nonce: String, body: [UInt8]
    ) -> [UInt8] {
        Array("\(method)\n\(target)\n\(seconds)\n\(nonce)\n".utf8) + body + [0x0A]
    }

    /// Thirty-two upper-case hex digits that differ from the last.
    private func freshNonce() throws(WeChatPayError) -> String {
        let bytes = random.bytes(16)
        let nonce = Hex.text(bytes).uppercased()
        let isFresh = lastNonce.withLock { last in
            defer { last = nonce }
            return last != nonce
        }
        guard bytes.count == 16, isFresh else {
            throw WeChatPayError(
                .randomnessExhausted, "random source",
                "it repeats itself or gives too few bytes; nothing is signed with its numbers")
        }
        return nonce
    }
}
