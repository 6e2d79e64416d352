import OrderLifecycle

extension AuthorizationFact {
    /// The code of what happened, as records write it.
    var event: String {
        switch self {
        case .seen(.event(let event), _): event.rawValue
        case .seen(.confirmed, _): "authorization_confirmed"
        case .seen(.stale, _): "authorization_stale"
        case .seen(.indeterminate, _): "authorization_indeterminate"
        case .bound: "authorization_bound"
        case .decided: "authorization_decided"
        }
    }

    /// What the record says beyond its code.
    var detail: Detail {
        switch self {
        case .seen(let finding, let moment):
            Detail(["changed_at": moment?.decimal, "seen": finding.stale?.rawValue])
        case .bound(let customer): Detail(["customer": customer.text])
        case .decided(let details):
            Detail([
                "call": details.call.rawValue,
                "decision": details.code.rawValue,
                "reasons": Self.list(details.reasons.map(\.rawValue), separator: ","),
                "open_orders": Self.list(details.openOrders.map(\.text), separator: " "),
            ])
        }
    }

    private static func list(_ words: [String], separator: String) -> String? {
        words.isEmpty ? nil : words.joined(separator: separator)
    }
}

extension AuthorizationFinding {
    /// The state that an old word showed.
    fileprivate var stale: AuthorizationState? {
        guard case .stale(let state) = self else { return nil }
        return state
    }
}
