import OrderJournal
import OrderLifecycle
import Testing

/// What is kept of an answer that was not verified, and how it is shown.
struct AnswerClaimTests {
    @Test func `long texts are cut, and nothing invisible is kept`() {
        let claim = AnswerClaim(
            .unsigned, status: -7, code: String(repeating: "C", count: 1000),
            message: "a\u{1B}[31m\u{202E}\n\u{E0041}" + String(repeating: "错", count: 1000),
            keyID: "\r\nSet-Cookie: x" + String(repeating: "K", count: 1000))
        #expect(claim.status == 0)
        #expect(claim.code?.unicodeScalars.count == AnswerClaim.codeLimit)
        #expect(claim.message?.unicodeScalars.count == AnswerClaim.messageLimit)
        #expect(claim.message?.hasPrefix("a\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}错") == true)
        #expect(claim.keyID?.unicodeScalars.count == AnswerClaim.keyLimit)
        #expect(claim.keyID?.hasPrefix("\u{FFFD}\u{FFFD}Set-Cookie") == true)
    }

    @Test func `a permit that an answer repeats is blotted out wherever it stands`() {
        let permit = "pmt_0123456789abcdef0123456789abcdef"
        let claim = AnswerClaim(
            .unsigned, status: 200, code: permit, message: "\(permit),\(permit)",
            keyID: "K-\(permit)")
        #expect(claim.code == "pmt_‹redacted›")
        #expect(claim.message == "pmt_‹redacted›,pmt_‹redacted›")
        #expect(claim.keyID == "K-pmt_‹redacted›")
    }

    @Test func `what an answer says is marked as unverified, and empty texts say nothing`() {
        let said = AnswerClaim(.unsigned, status: 401, code: "SIGN_ERROR", message: "签名错误")
        #expect("\(said)" == "unverified (unsigned): HTTP 401 SIGN_ERROR “签名错误”")
        let silent = AnswerClaim(.signatureWrong, status: 502, code: "", message: "", keyID: "")
        #expect("\(silent)" == "unverified (signature_wrong): HTTP 502")
        #expect(AnswerClaim(.unknownSerial, status: 200, keyID: "AB").description.hasSuffix("AB"))
    }

    @Test(arguments: [
        (0, 600_000, "600 s ahead of"), (600_000, 0, "600 s behind"), (5000, 5999, "0 s ahead of"),
    ])
    func `the clock is compared with the Date header`(
        date: Int64, now: Int64, words: String
    ) throws {
        let claim = AnswerClaim(
            .unsigned, status: 401, date: Timestamp(clamping: date),
            receivedAt: Timestamp(clamping: now))
        let sentence = try #require(claim.clockWords)
        #expect(sentence.contains(" \(words) what the answer's Date header says (unverified)"))
        #expect(AnswerClaim(.unsigned, status: 401, receivedAt: claim.receivedAt).clockWords == nil)
    }
}
