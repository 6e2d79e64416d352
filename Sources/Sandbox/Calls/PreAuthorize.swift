import Foundation

/// `POST /v3/payscore/permissions`: 商户预授权.
enum PreAuthorize: SandboxCall {
    static let name = "pre_authorize"
    static let method = "POST"
    static let path = SandboxOperation.authorizations

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let fields = try BodyFields(body: request.received.body)
        let references = try fields.merchantReferences(of: request.merchant)
        let code = try fields.requiredText("authorization_code", upTo: 32)
        guard SandboxOutOrderNumber.isValid(code) else {
            throw .parameter("/authorization_code", "只能包含数字、字母及_-|*")
        }
        let parameters = PreAuthorizeParameters(
            appID: references.appID, serviceID: references.serviceID, authorizationCode: code,
            notifyURL: try fields.notifyURL())
        var authorization =
            request.authorizations[code]
            ?? ServiceAuthorization(
                merchantID: request.merchant.merchantID, parameters: parameters,
                tokenIssuedAt: request.now)
        // (unknown) What a code meets that is sent again; here it is as with an order's number,
        // until a customer has consented.
        guard SameParameters.hold(authorization.parameters, parameters) else {
            throw .otherParameters
        }
        guard case .unbound = authorization.stage else {
            throw .invalidRequest("授权协议号已被使用")
        }
        authorization.tokenIssuedAt = request.now
        return CallOutcome(
            authorization: authorization,
            answer: Answer(
                status: 200, ["apply_permissions_token": RandomText.lettersAndDigits(128)]))
    }
}
