/// An interface by which the merchant ends an authorization.
protocol AuthorizationTermination: SandboxCall {
    /// Reads the body's members other than the reason, and finds the authorization.
    static func authorization(
        _ fields: BodyFields, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceAuthorization
}

extension AuthorizationTermination {
    static var method: String { "POST" }

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let fields = try BodyFields(body: request.received.body)
        _ = try fields.requiredText("reason", upTo: 50)
        let authorization = try authorization(fields, of: request)
        let ended = Answer(status: 204, body: [], signature: .valid)
        switch authorization.stage {
        case .available(let openID, let start):
            guard request.orders.openNumbers(at: request.now)[openID] == nil else {
                // (unknown) The code; the message is WeChat's.
                throw .invalidRequest("存在未完成订单")
            }
            return CallOutcome(
                authorization: authorization.state(
                    at: .unavailable(openID: openID, since: start, until: request.now)),
                answer: ended)
        case .unavailable:
            guard request.settings.repeatedTermination == .reentered else {
                throw .invalidOrderState
            }
            return CallOutcome(answer: ended)
        case .unbound:
            // (unknown) Here there is nothing to end.
            throw .invalidOrderState
        }
    }
}
