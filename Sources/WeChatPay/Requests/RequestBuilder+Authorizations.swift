import OrderEngine
import OrderLifecycle
import StrictJSON

extension RequestBuilder {
    /// Makes the request about an authorization that is wished for.
    func request(
        for wish: AuthorizationWish
    ) throws(RequestProblems) -> AuthorizationRequest {
        switch wish {
        case .request(let code, let notifyURL): try request(code, notifyURL)
        case .terminate(let reference, let reason): try terminate(reference, reason)
        }
    }

    /// 商户预授权.
    private func request(
        _ code: AuthorizationCode, _ notifyURL: String?
    ) throws(RequestProblems) -> AuthorizationRequest {
        var members: [JSONValue.Member] = [.init("authorization_code", .string(code.text))]
        if let notifyURL {
            let problem = NotifyURL.problem(notifyURL)
            if let problem { throw RequestProblems(pointer: "/notify_url", explanation: problem) }
            members.append(.init("notify_url", .string(notifyURL)))
        }
        return AuthorizationRequest(
            call: .request, reference: .code(code),
            message: RequestMessage(
                path: PermissionTarget.permissions, body: owned(.object(members)).canonical))
    }

    /// 解除授权关系, by code or by customer; only the second names the application.
    private func terminate(
        _ reference: AuthorizationReference, _ reason: CancelReason
    ) throws(RequestProblems) -> AuthorizationRequest {
        if let problem = problem(withReason: reason.text) {
            throw RequestProblems(pointer: "/reason", explanation: problem)
        }
        let body = JSONValue.object([
            .init("reason", .string(reason.text)),
            .init("service_id", .string(merchant.serviceID.text)),
        ])
        let whole =
            switch reference {
            case .code: body
            case .openID: owned(body)
            }
        return AuthorizationRequest(
            call: .terminate, reference: reference,
            message: RequestMessage(
                path: PermissionTarget.path(of: reference) + "/terminate",
                body: whole.canonical),
            reason: reason.text)
    }
}
