import OrderLifecycle
import Testing

@testable import WeChatPay

struct WeChatErrorCodeTests {
    @Test(
        arguments: [
            ("PARAM_ERROR", 400, Refusal.Kind.invalidRequest),
            ("INVALID_REQUEST", 400, .invalidRequest), ("NO_AUTH", 403, .notPermitted),
            ("APPID_MCHID_NOT_MATCH", 400, .notPermitted), ("FREQUENCY_LIMITED", 429, .rateLimited),
            ("RATELIMIT_EXCEEDED", 429, .rateLimited), ("ANYTHING", 429, .rateLimited),
            ("ORDER_NOT_EXIST", 404, .unknownOrder), ("INVALID_ORDER_STATE", 400, .wrongState),
            ("ORDER_CANCELED", 400, .alreadyRevoked), ("ORDER_DONE", 400, .alreadyDone),
            ("SIGN_ERROR", 401, .signature), ("order_canceled", 400, .other),
            ("ORDER_NOT_ EXIST", 404, .other), ("ORDER_CANCELLED", 400, .other),
            ("ＯRDER_DONE", 400, .other), ("SYSTEM_ERROR", 400, nil),
            ("SERVICE_UNAVAILABLE", 400, nil),
        ] as [(String, Int, Refusal.Kind?)])
    func `every code has its meaning, letter for letter`(
        code: String, status: Int, kind: Refusal.Kind?
    ) throws {
        let body = "{\"code\":\"\(code)\",\"message\":\"m\"}"
        let answer = try #require(ErrorAnswer(Array(body.utf8), limit: 4096))
        #expect(answer.kind(status: status) == kind)
    }

    @Test(arguments: WeChatErrorCode.allCases, ["单据正在扣款中,请稍后再试", "收款结果不明,请稍后重试"])
    func `a running deduction is known by its message, whatever the code`(
        code: WeChatErrorCode, message: String
    ) throws {
        let body = "{\"code\":\"\(code.rawValue)\",\"message\":\"\(message)\"}"
        let answer = try #require(ErrorAnswer(Array(body.utf8), limit: 4096))
        #expect(answer.kind(status: 400) == .deductionRunning)
    }

    @Test func `an answer is cut, and the customer is blotted out of it`() throws {
        let body = "{\"code\":\"PARAM_oCanary\",\"message\":\"openid oCanary is wrong\"}"
        let answer = try #require(ErrorAnswer(Array(body.utf8), limit: 4096, hiding: "oCanary"))
        #expect(answer.message == "openid ‹redacted› is wrong")
        #expect(answer.code == "PARAM_‹redacted›")
        // Nor does the digest confirm a guess.
        let others = body.replacing("oCanary", with: "oSomebodyElse")
        #expect(
            EvidenceExcerpt.digest(Array(body.utf8), hiding: "oCanary")
                == EvidenceExcerpt.digest(Array(others.utf8), hiding: "oSomebodyElse"))
        let letters = String(repeating: "C", count: 99)
        let hanzi = String(repeating: "长", count: 999)
        let long = "{\"code\":\"\(letters)\",\"message\":\"\(hanzi)\"}"
        let cut = try #require(ErrorAnswer(Array(long.utf8), limit: 8192))
        #expect(cut.code.count == 64)
        #expect(cut.message.count == 512)
    }

    @Test(arguments: ["", "[]", "{}", "{\"code\":7}", "{\"code\":\"\"}", "<html>"])
    func `a body without a code is no error answer`(body: String) {
        #expect(ErrorAnswer(Array(body.utf8), limit: 4096) == nil)
    }
}
