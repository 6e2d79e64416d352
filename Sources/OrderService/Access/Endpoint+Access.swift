extension Endpoint {
    /// Which roles may use the endpoint; `nil` where nobody has to say who they are.
    ///
    /// What a role may call beyond that is in ``Role/calls``.
    var access: Set<Role>? {
        switch self {
        case .livez, .readyz, .document: nil
        case .metrics, .orders, .order, .history, .export, .diagram, .approvals, .approval,
            .attempts, .authorizations, .authorization, .limit, .checkpoints, .verification,
            .drift, .events:
            Set(Role.allCases)
        case .decision, .calls, .approvalRequest, .approvalWithdraw: [.clerk, .approver, .service]
        case .approvalAcknowledge, .approvalReject: [.approver]
        case .protect, .unprotect, .limitReset, .reconcile, .seal, .verify: [.operator]
        }
    }
}
