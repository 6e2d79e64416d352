import HTTPTypes

/// What the API answers; each endpoint is one method at one place.
enum Endpoint: String, Hashable, Sendable, CaseIterable {
    case livez
    case readyz
    case document
    case metrics
    case orders
    case order
    case decision
    case calls
    case history
    case export
    case diagram
    case protect
    case unprotect
    case approvals
    case approval
    case approvalRequest = "approval_request"
    case approvalAcknowledge = "approval_acknowledge"
    case approvalReject = "approval_reject"
    case approvalWithdraw = "approval_withdraw"
    case attempts
    case authorizations
    case authorization
    case limit
    case limitReset = "limit_reset"
    case reconcile
    case checkpoints
    case seal
    case verification
    case verify
    case drift
    case events
}

extension Endpoint {
    /// The method of HTTP.
    var method: HTTPRequest.Method {
        switch self {
        case .livez, .readyz, .document, .metrics, .orders, .order, .history, .export, .diagram,
            .approvals, .approval, .attempts, .authorizations, .authorization, .limit,
            .checkpoints, .verification, .drift, .events:
            .get
        case .decision, .calls, .protect, .unprotect, .approvalRequest, .approvalAcknowledge,
            .approvalReject, .approvalWithdraw, .limitReset, .reconcile, .seal, .verify:
            .post
        }
    }

    /// Its place; a part in braces is a name.
    var path: String {
        switch self {
        case .livez: "/livez"
        case .readyz: "/readyz"
        case .document: "/openapi.json"
        case .metrics: "/metrics"
        case .orders: "/v1/orders"
        case .order: "/v1/orders/{no}"
        case .decision: "/v1/orders/{no}/decision"
        case .calls: "/v1/orders/{no}/calls"
        case .history: "/v1/orders/{no}/history"
        case .export: "/v1/orders/{no}/export"
        case .diagram: "/v1/orders/{no}/diagram.svg"
        case .protect: "/v1/orders/{no}/protect"
        case .unprotect: "/v1/orders/{no}/unprotect"
        case .approvals: "/v1/approvals"
        case .approval: "/v1/approvals/{approval}"
        case .approvalRequest: "/v1/orders/{no}/approvals"
        case .approvalAcknowledge: "/v1/approvals/{approval}/acknowledge"
        case .approvalReject: "/v1/approvals/{approval}/reject"
        case .approvalWithdraw: "/v1/approvals/{approval}/withdraw"
        case .attempts: "/v1/attempts"
        case .authorizations: "/v1/authorizations"
        case .authorization: "/v1/authorizations/{code}"
        case .limit: "/v1/limit"
        case .limitReset: "/v1/limit/reset"
        case .reconcile: "/v1/reconcile"
        case .checkpoints, .seal: "/v1/checkpoints"
        case .verification, .verify: "/v1/verify"
        case .drift: "/v1/drift"
        case .events: "/v1/events"
        }
    }

    /// The parameters of a query that it knows.
    var parameters: Set<String> {
        switch self {
        case .livez, .readyz, .document, .metrics, .order, .decision, .calls, .export, .diagram,
            .protect, .unprotect, .authorization, .limit, .limitReset, .reconcile, .seal,
            .approval, .approvalRequest, .approvalAcknowledge, .approvalReject,
            .approvalWithdraw, .verification, .verify:
            []
        case .approvals: ["all", "cursor", "limit"]
        case .orders: ["phase", "from", "to", "actor", "call", "event", "cursor", "limit"]
        case .history, .drift, .checkpoints, .authorizations: ["cursor", "limit"]
        case .attempts: ["open", "cursor", "limit"]
        case .events: ["after"]
        }
    }

    /// Whether its answer is kept under an `Idempotency-Key`.
    ///
    /// What is not may be asked for again without harm. A decision is not for another reason: its
    /// permit is a secret.
    var keepsAnswers: Bool {
        switch self {
        case .calls, .protect, .unprotect, .limitReset, .approvalRequest, .approvalAcknowledge,
            .approvalReject, .approvalWithdraw:
            true
        case .livez, .readyz, .document, .metrics, .orders, .order, .decision, .history, .export,
            .diagram, .approvals, .approval, .attempts, .authorizations, .authorization,
            .limit, .reconcile, .checkpoints, .seal, .verification, .verify, .drift, .events:
            false
        }
    }

    /// Whether a path is a place of the endpoint.
    func isAt(_ path: String) -> Bool {
        let (parts, given) = (self.path.split(separator: "/"), path.split(separator: "/"))
        return parts.count == given.count
            && zip(parts, given).allSatisfy { part, given in
                part.first == "{" || part == given
            }
    }
}
