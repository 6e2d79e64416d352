/// `GET /v3/certificates`, with which a merchant learns the keys of WeChat Pay's answers.
enum DownloadCertificates: SandboxCall {
    static let name = "certificates"
    static let method = "GET"
    static let path = "/v3/certificates"
    static let takesFaults = false

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let list = try SandboxCertificateList(identity: request.identity, at: request.now)
        return CallOutcome(answer: Answer(status: 200, list))
    }
}
