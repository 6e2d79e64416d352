public import OrderEngine
import OrderJournal
public import OrderLifecycle
import StrictJSON
import Synchronization

/// Authorizations as WeChat would show them; they misbehave as sendings and queries of orders do.
extension FakeProvider {
    /// Shows an authorization from now on as this, under its code, or under its customer where it
    /// has none.
    public func show(authorization: AuthorizationObservation) {
        state.withLock { state in
            state.authorizations.removeAll {
                $0.code == authorization.code
                    && (authorization.code != nil || $0.openID == authorization.openID)
            }
            state.authorizations.append(authorization)
        }
    }

    /// Returns a notification that is believed, about an authorization.
    ///
    /// - Parameters:
    ///   - id: WeChat's `id` of the notification.
    ///   - notice: What it announces.
    ///   - code: The authorization's code, where it has one.
    ///   - customer: Whose it is, where WeChat names them.
    ///   - moment: When it happened.
    /// - Throws: `InvalidValue` if the ID is none.
    public func notification(
        _ id: String, _ notice: AuthorizationNotice, of code: AuthorizationCode?,
        customer: OpenID? = nil, at moment: Timestamp
    ) throws -> WeChatNotification {
        let type = "PAYSCORE.\(notice.rawValue.uppercased())"
        let content =
            "\(type) \(code?.text ?? "") \(customer?.text ?? "") \(moment)"
        let details = NotificationDetails(
            try NotificationID(id), type: try NotificationType(type),
            content: Digest32.of(content.utf8))
        return notification(
            OpenedNotification(
                details,
                .authorization(
                    notice,
                    AuthorizationObservation(
                        snapshot: notice.snapshot(at: moment), code: code, openID: customer)),
                evidence: evidence))
    }

    /// The requests about authorizations that were sent, in order.
    public var sentAuthorizations: [AuthorizationRequest] {
        calls.compactMap {
            switch $0 {
            case .sendAuthorization(let request): request
            case .query, .send, .queryAuthorization: nil
            }
        }
    }

    /// The customer whom the body names as its `openid`, or the path after `/openid/`.
    public func openID(in message: RequestMessage) -> OpenID? {
        let segments = message.path.split(separator: "/")
        if let index = segments.firstIndex(of: "openid"), segments.indices.contains(index + 1) {
            return try? OpenID(String(segments[index + 1]))
        }
        return (try? JSONValue.read(message.body))?["openid"]?.text.flatMap { try? OpenID($0) }
    }

    /// Shows where the authorization stands, unless a mishap was planned.
    public func query(
        _ authorization: AuthorizationReference
    ) async -> ProviderAnswer<AuthorizationObservation> {
        let mishap = state.withLock { state in
            state.calls.append(.queryAuthorization(authorization))
            return state.queryMishaps.isEmpty ? nil : state.queryMishaps.removeFirst()
        }
        switch mishap {
        case .lost: return .unknown(.timedOut)
        case .failed: return .unknown(.serverError(status: 500, code: nil))
        case .unverified(let claim, _): return .unknown(.unverified(claim))
        case .refused(let refusal): return .refused(refusal, evidence)
        case .unreachable: return .notSent(UnreachableProvider(explanation: "told so"))
        case .reticent:
            return .accepted(
                AuthorizationObservation(snapshot: AuthorizationSnapshot(state: nil)), evidence)
        case .after(let work): await work()
        case .none: break
        }
        let shown = state.withLock { state in
            state.authorizations.last { $0.isNamed(by: authorization) }
        }
        guard let shown else {
            let refusal = Refusal(
                kind: .other, code: "RESOURCE_NOT_EXISTS", status: 404, message: "")
            return .refused(refusal, evidence)
        }
        return .accepted(shown, evidence)
    }

    /// Makes a request of a wish.
    public func request(
        for wish: AuthorizationWish
    ) throws(RequestProblems) -> AuthorizationRequest {
        switch wish {
        case .request(let code, _):
            AuthorizationRequest(
                call: .request, reference: .code(code),
                message: RequestMessage(path: "/permissions", body: Array(code.text.utf8)))
        case .terminate(let reference, let reason):
            AuthorizationRequest(
                call: .terminate, reference: reference,
                message: RequestMessage(
                    path: "/permissions/\(reference.pathForTests)/terminate",
                    body: Array(reason.text.utf8)), reason: reason.text)
        }
    }

    /// Carries the call out, unless a mishap was planned.
    public func send(
        _ request: AuthorizationRequest
    ) async -> ProviderAnswer<AuthorizationReceipt> {
        await carryOut(.sendAuthorization(request)) {
            apply(request)
        } withoutState: { _ in
            AuthorizationReceipt()
        }
    }

    private func apply(_ request: AuthorizationRequest) -> AuthorizationReceipt {
        let moment = evidence.signedAt
        let shown = state.withLock { state in
            state.authorizations.last { $0.isNamed(by: request.reference) }
        }
        switch (request.call, request.reference) {
        case (.request, .code(let code)):
            if shown == nil {
                show(
                    authorization: AuthorizationObservation(
                        snapshot: AuthorizationSnapshot(state: "UNBINDUSER"), code: code))
            }
            let number = state.withLock { state in
                state.tokens += 1
                return state.tokens
            }
            return AuthorizationReceipt(token: "token-\(number)")
        case (.request, .openID): return AuthorizationReceipt()
        case (.terminate, _):
            show(
                authorization: AuthorizationObservation(
                    snapshot: AuthorizationSnapshot(
                        state: "UNAVAILABLE", openedAt: shown?.snapshot.openedAt,
                        closedAt: moment),
                    code: shown?.code, openID: shown?.openID))
            return AuthorizationReceipt()
        }
    }
}

extension AuthorizationObservation {
    fileprivate func isNamed(by reference: AuthorizationReference) -> Bool {
        switch reference {
        case .code(let code): self.code == code
        case .openID(let openID): self.openID == openID
        }
    }
}

extension AuthorizationReference {
    fileprivate var pathForTests: String {
        switch self {
        case .code(let code): "code/\(code.pathSegment)"
        case .openID(let openID): "openid/\(openID.text)"
        }
    }
}
