/// `GET /v3/payscore/permissions/authorization-code/{authorization_code}`: 查询用户授权记录(授权协议号).
enum QueryAuthorizationByCode: SandboxCall {
    static let name = "authorization_by_code"
    static let method = "GET"
    static let path = "\(SandboxOperation.authorizations)/authorization-code/{authorization_code}"

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let query = try QueryString(request.received.query)
        try request.merchant.requireOwn(serviceID: try query.required("service_id", upTo: 32))
        let authorization = try request.authorizationOfCode()
        return CallOutcome(answer: Answer(status: 200, AuthorizationRecord(authorization)))
    }
}
