import HTTPTypes

/// What the console answers; each is one method at one place.
enum ConsolePage: String, Hashable, Sendable, CaseIterable {
    case style
    case script
    case icon
    case language
    case signIn = "sign_in"
    case enter
    case leave
    case overview
    case phases
    case orders
    case ordersCSV = "orders_csv"
    case order
    case record
    case picture
    case export
    case evidence
    case question
    case decision
    case call
    case approvalRequest = "approval_request"
    case protect
    case unprotect
    case approvals
    case approval
    case approvalAcknowledge = "approval_acknowledge"
    case approvalReject = "approval_reject"
    case approvalWithdraw = "approval_withdraw"
    case attempts
    case reconcile
    case authorizations
    case authorization
    case limit
    case limitReset = "limit_reset"
    case drift
    case checkpoints
    case verify
    case seal
    case webhook
    case webhookRedeliver = "webhook_redeliver"
    case webhookDrop = "webhook_drop"
}

extension ConsolePage {
    /// Where all of the console is.
    static let root = "/console"

    /// The method of HTTP.
    var method: HTTPRequest.Method {
        switch self {
        case .style, .script, .icon, .language, .signIn, .overview, .phases, .orders, .ordersCSV,
            .order, .record, .picture, .export, .evidence, .question, .approvals, .approval,
            .attempts, .authorizations, .authorization, .limit, .drift, .checkpoints,
            .webhook:
            .get
        case .enter, .leave, .decision, .call, .approvalRequest, .approvalAcknowledge,
            .approvalReject, .approvalWithdraw, .protect, .unprotect, .reconcile, .limitReset,
            .verify, .seal, .webhookRedeliver, .webhookDrop:
            .post
        }
    }

    /// Its place; a part in braces is a name.
    var path: String { Self.root + place }

    private var place: String {
        switch self {
        case .style: "/style.css"
        case .script: "/script.js"
        case .icon: "/icon.svg"
        case .language: "/language"
        case .signIn, .enter: "/sign-in"
        case .leave: "/sign-out"
        case .overview: ""
        case .phases: "/phases.svg"
        case .orders: "/orders"
        case .ordersCSV: "/orders.csv"
        case .order: "/orders/{no}"
        case .record: "/orders/{no}/records/{revision}"
        case .picture: "/orders/{no}/picture.svg"
        case .export: "/orders/{no}/export.jsonl"
        case .evidence: "/orders/{no}/evidence"
        case .question, .call: "/orders/{no}/calls/{call}"
        case .decision: "/orders/{no}/calls/{call}/decision"
        case .approvalRequest: "/orders/{no}/calls/{call}/approval"
        case .protect: "/orders/{no}/protect"
        case .unprotect: "/orders/{no}/unprotect"
        case .approvals: "/approvals"
        case .approval: "/approvals/{approval}"
        case .approvalAcknowledge: "/approvals/{approval}/acknowledge"
        case .approvalReject: "/approvals/{approval}/reject"
        case .approvalWithdraw: "/approvals/{approval}/withdraw"
        case .attempts: "/attempts"
        case .reconcile: "/reconcile"
        case .authorizations: "/authorizations"
        case .authorization: "/authorizations/{code}"
        case .limit, .limitReset: "/limit"
        case .drift: "/drift"
        case .checkpoints: "/checkpoints"
        case .verify: "/checkpoints/verify"
        case .seal: "/checkpoints/seal"
        case .webhook: "/webhook"
        case .webhookRedeliver: "/webhook/redeliver"
        case .webhookDrop: "/webhook/drop"
        }
    }

    /// The endpoint whose roles may use it; `nil` where there is none.
    var endpoint: Endpoint? {
        switch self {
        case .style, .script, .icon, .language, .signIn, .enter, .leave, .webhook,
            .webhookRedeliver, .webhookDrop:
            nil
        case .overview, .phases, .orders, .ordersCSV: .orders
        case .order, .picture: .order
        case .record, .evidence: .history
        case .export: .export
        case .question, .decision: .decision
        case .call: .calls
        case .approvalRequest: .approvalRequest
        case .protect: .protect
        case .unprotect: .unprotect
        case .approvals: .approvals
        case .approval: .approval
        case .approvalAcknowledge: .approvalAcknowledge
        case .approvalReject: .approvalReject
        case .approvalWithdraw: .approvalWithdraw
        case .attempts: .attempts
        case .reconcile: .reconcile
        case .authorizations, .authorization: .authorization
        case .limit: .limit
        case .limitReset: .limitReset
        case .drift: .drift
        case .checkpoints: .checkpoints
        case .verify: .verify
        case .seal: .seal
        }
    }

    /// Which roles may use it; `nil` where nobody has to say who they are.
    var access: Set<Role>? {
        switch self {
        case .leave, .webhook: Set(Role.allCases)
        case .webhookRedeliver, .webhookDrop: [.operator]
        default: endpoint?.access ?? nil
        }
    }
}
