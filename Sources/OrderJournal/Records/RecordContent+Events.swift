import OrderLifecycle

extension RecordContent {
    /// Every code of what can happen, as records write it.
    public static let events: [String] =
        OrderEvent.Kind.allCases.map(\.rawValue) + OutsideChange.Kind.allCases.map(\.rawValue)
        + ApprovalFact.events + [
            "observation_confirmed", "observation_resolved", "observation_indeterminate",
            "observation_stale", "observation_contradiction", "identified", "decided",
            "permit_issued", "protected", "unprotected", "noted", "alarm_acknowledged",
            "intended", "dispatched", "deferred", "settled", "parked", "applied_late",
            "begun", "velocity_limit_tripped", "velocity_limit_reset", "policy_changed",
            "key_added", "swept", "resumed", "notified", "customer_forgotten",
        ] + AuthorizationEvent.allCases.map(\.rawValue) + [
            "authorization_confirmed", "authorization_stale", "authorization_indeterminate",
            "authorization_bound", "authorization_decided",
        ]
}
