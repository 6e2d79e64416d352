/// `GET /v3/payscore/permissions/openid/{openid}`: 查询用户授权记录(openid).
enum QueryAuthorizationByOpenID: SandboxCall {
    static let name = "authorization_by_openid"
    static let method = "GET"
    static let path = "\(SandboxOperation.authorizations)/openid/{openid}"

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let query = try QueryString(request.received.query)
        try request.merchant.requireOwn(
            appID: try query.required("appid", upTo: 32),
            serviceID: try query.required("service_id", upTo: 32))
        let authorization = try request.authorizationOfCustomer()
        return CallOutcome(answer: Answer(status: 200, AuthorizationRecord(authorization)))
    }
}
