/// `POST /v3/payscore/permissions/authorization-code/{authorization_code}/terminate`:
/// 解除用户授权(授权协议号).
enum TerminateAuthorizationByCode: AuthorizationTermination {
    static let name = "terminate_by_code"
    static let path = "\(QueryAuthorizationByCode.path)/terminate"

    static func authorization(
        _ fields: BodyFields, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceAuthorization {
        try request.merchant.requireOwn(
            serviceID: try fields.requiredText("service_id", upTo: 32))
        return try request.authorizationOfCode()
    }
}
