import Crypto
import CryptoExtras
import Foundation
import NIOHTTP1
import OrderEngine
import OrderJournal
import OrderLifecycle

@testable import WeChatPay

/// Signs as WeChat does, and as it should not.
struct WeChatImitation: Sendable {
    var seconds = TestKeys.seconds
    var key = TestKeys.weChat
    var serial = TestKeys.weChatID
    var nonce = "7f1a\(UInt64.random(in: .min ... .max))"
    var padding = _RSA.Signing.Padding.insecurePKCS1v1_5

    func signature(over body: [UInt8]) -> String {
        let message = Array("\(seconds)\n\(nonce)\n".utf8) + body + [0x0A]
        let signature = try? key.signature(for: message, padding: padding)
        return signature?.rawRepresentation.base64EncodedString() ?? ""
    }

    func headers(over body: [UInt8]) -> [(String, String)] {
        [
            ("Wechatpay-Timestamp", "\(seconds)"), ("Wechatpay-Nonce", nonce),
            ("Wechatpay-Signature", signature(over: body)), ("Wechatpay-Serial", serial),
            ("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048"),
            ("Request-ID", "08F0-1-271317510"),
        ]
    }

    func answer(_ status: Int, _ body: String) -> ServerReply {
        let bytes = Array(body.utf8)
        return .answer(status: status, headers: headers(over: bytes), body: bytes)
    }

    func error(_ status: Int, _ code: String, _ message: String = "…") -> ServerReply {
        answer(status, "{\"code\":\"\(code)\",\"message\":\"\(message)\"}")
    }

    /// The answer to a query of an order.
    static func order(
        _ number: String, _ state: String = "\"state\":\"CREATED\"",
        merchant: String = "1230000109",
        app: String = "wxd678efh567hg6787", service: String = "500001"
    ) -> String {
        """
        {"appid":"\(app)","mchid":"\(merchant)","service_id":"\(service)",\
        "out_order_no":"\(number)","order_id":"1000000000202007111693036660066",\
        "openid":"oCanary28charactersopenid00","attach":"canary-attach",\(state)}
        """
    }

    /// The answer to a cancel of an order.
    static func cancelled(_ number: String) -> String {
        """
        {"appid":"wxd678efh567hg6787","mchid":"1230000109","out_order_no":"\(number)",\
        "service_id":"500001","order_id":"15646546545165651651"}
        """
    }
}

extension WeChatPayProvider {
    /// Runs `body` with a provider that speaks to these origins, and shuts it down.
    static func speaking<Value>(
        to origin: String, backup: String? = nil, connectTimeout: Duration = .seconds(5),
        requestTimeout: Duration = .seconds(20), answerBytes: Int = 4096,
        random: any RandomSource = CountingRandom(), nonces: SeenNonces = SeenNonces(),
        trusting keys: [WeChatPayKey]? = nil, clock: any EngineClock = StoppedClock(),
        _ body: (WeChatPayProvider) async throws -> Value
    ) async throws -> Value {
        let provider = WeChatPayProvider(
            settings: try WeChatPaySettings(
                merchant: TestKeys.merchantSettings(), trustedKeys: keys ?? [TestKeys.trustedKey()],
                endpoint: WeChatPayEndpoint(
                    baseURL: origin, backupBaseURL: backup, allowsLoopbackHTTP: true),
                limits: WeChatPayLimits(
                    connectTimeout: connectTimeout,
                    requestTimeout: requestTimeout, answerBytes: answerBytes)),
            clock: clock, random: random, nonces: nonces)
        do {
            let value = try await body(provider)
            await provider.shutdown()
            return value
        } catch {
            await provider.shutdown()
            throw error
        }
    }
}
