import OrderEngine
import OrderJournal
import OrderLifecycle
import Testing

@testable import WeChatPay

/// What is kept of an answer over real HTTP that cannot be verified.
struct UnverifiedAnswerTests {
    private static let date = "Fri, 15 Jan 2027 08:10:00 GMT"

    /// What a query comes to that is answered so.
    private static func claim(
        _ status: Int, _ headers: [(String, String)], _ body: String
    ) async throws -> AnswerClaim? {
        let reply = ServerReply.answer(status: status, headers: headers, body: Array(body.utf8))
        return try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                guard case .unknown(let answer) = await provider.query(try OutOrderNumber("A1"))
                else { return nil }
                return answer.claim
            }
        }
    }

    @Test func `the unsigned 401 of a wrong signature is told, and dated`() async throws {
        let claim = try #require(
            try await Self.claim(
                401, [("Date", Self.date)], #"{"code":"SIGN_ERROR","message":"错误的签名,验签失败"}"#))
        #expect(
            claim
                == AnswerClaim(
                    .unsigned, status: 401, code: "SIGN_ERROR", message: "错误的签名,验签失败",
                    date: HTTPDate.moment(Self.date), receivedAt: StoppedClock().now()))
    }

    @Test func `the key that an answer names is told, whatever its signature is`() async throws {
        let body = WeChatImitation.order("A1")
        let imitation = WeChatImitation(serial: "ABCD\u{7F}")
        let headers = imitation.headers(over: Array(body.utf8)).map {
            $0.0 == "Wechatpay-Serial" ? ($0.0, "ABCD") : $0
        }
        let claim = try #require(try await Self.claim(200, headers, body))
        #expect(claim.problem == .unknownSerial)
        #expect(claim.keyID == "ABCD")
        #expect(claim.code == nil)
        #expect(!"\(claim)".contains("canary"))
    }

    @Test(arguments: ["", "<html>", "[]", #"{"code":7}"#, #"{"code":"A","code":"B"}"#, "\u{0}"])
    func `what is no error of WeChat's only has its status`(body: String) async throws {
        let claim = try #require(
            try await Self.claim(403, [("Date", Self.date), ("Date", Self.date)], body))
        #expect(claim == AnswerClaim(.unsigned, status: 403, receivedAt: StoppedClock().now()))
    }

    @Test func `a claim does not repeat the customer of the request`() async throws {
        let request = ProviderRequest(
            call: .create(.noConfirm, riskFund: nil), order: try OutOrderNumber("A1"),
            message: RequestMessage(path: "/v3/create", body: Array(#"{"openid":"oCanary"}"#.utf8)))
        let body = #"{"code":"oCanary","message":"openid oCanary is wrong"}"#
        let reply = ServerReply.answer(status: 400, headers: [], body: Array(body.utf8))
        try await LoopbackServer.serving(reply) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                guard case .unknown(.unverified(let claim)) = await provider.send(request) else {
                    Issue.record("believed")
                    return
                }
                #expect(claim.message == "openid ‹redacted› is wrong")
                #expect(claim.code == "‹redacted›")
            }
        }
    }
}
