/// The address at which a part of a bill is downloaded; as at WeChat's, the answer is not signed.
struct DownloadBillPart: SandboxCall {
    static let name = "bill_download"
    static let method = "GET"
    static let path = "/v3/payscore/bill/downloadurl"

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let token = try QueryString(request.received.query).required("token", upTo: 64)
        let words = token.split(separator: "_", omittingEmptySubsequences: false)
        guard words.count == 2, let number = Int(words[1]) else {
            throw .queryParameter("token", "不存在")
        }
        let parts = try SandboxBillPart.parts(of: String(words[0]), identity: request.identity)
        guard parts.indices.contains(number - 1) else { throw .queryParameter("token", "不存在") }
        var answer = Answer(
            status: 200, body: try parts[number - 1].sealed(), signature: .absent)
        answer.contentType = "application/octet-stream"
        return CallOutcome(answer: answer)
    }
}
