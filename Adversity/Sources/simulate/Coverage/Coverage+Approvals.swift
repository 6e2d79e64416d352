/// What can be met of calls that are requested: of orders alone that WeChat knows.
extension Coverage {
    static func canMeetOfApprovals(
        _ state: WeChatOrder.State, _ action: Action, _ mishap: Mishap
    ) -> Bool {
        guard state != .none else { return false }
        if Mishap.sending.contains(mishap) || mishap == .sendSmooth {
            return makes(state, action)
        }
        if Mishap.querying.contains(mishap) || mishap == .querySmooth {
            return action == .requestApproval || makes(state, action)
        }
        // Whoever requests a call reads nothing before.
        if Mishap.reading.contains(mishap) || mishap == .readSmooth {
            return action != .requestApproval
        }
        return true
    }

    /// Whether an action makes requested calls while the order stands there.
    private static func makes(_ state: WeChatOrder.State, _ action: Action) -> Bool {
        switch action {
        case .runApprovals: true
        // What is acknowledged was collected when it was requested.
        case .acknowledge:
            switch state {
            case .paying, .done, .revoked: true
            case .none, .created, .inService, .expired: false
            }
        default: false
        }
    }
}
