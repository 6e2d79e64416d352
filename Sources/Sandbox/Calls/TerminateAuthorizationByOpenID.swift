/// `POST /v3/payscore/permissions/openid/{openid}/terminate`: 解除用户授权(openid).
enum TerminateAuthorizationByOpenID: AuthorizationTermination {
    static let name = "terminate_by_openid"
    static let path = "\(QueryAuthorizationByOpenID.path)/terminate"

    static func authorization(
        _ fields: BodyFields, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceAuthorization {
        _ = try fields.merchantReferences(of: request.merchant)
        return try request.authorizationOfCustomer()
    }
}
