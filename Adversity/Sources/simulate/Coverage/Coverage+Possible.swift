extension Coverage {
    /// Whether a situation is possible.
    static func canMeet(_ knownState: KnownState, _ action: Action, _ mishap: Mishap) -> Bool {
        switch knownState {
        case .order(let state):
            action.isOfApprovals
                ? canMeetOfApprovals(state, action, mishap)
                : !action.isOfAuthorizations && canMeet(state, action, mishap)
        case .authorization(let state):
            action.isOfAuthorizations && canMeet(state, action, mishap)
        }
    }

    private static func canMeet(
        _ state: WeChatOrder.State, _ action: Action, _ mishap: Mishap
    ) -> Bool {
        if Mishap.sending.contains(mishap) || mishap == .sendSmooth {
            return canSend(state, action)
        }
        if Mishap.querying.contains(mishap) || mishap == .querySmooth {
            return asks(action)
        }
        if Mishap.reading.contains(mishap) || mishap == .readSmooth { return reads(state, action) }
        if Mishap.ofTheClock.contains(mishap) { return asks(action) || commits(state, action) }
        return commits(state, action)
    }

    /// Whether an action sends requests while the order stands there; the order may have gone on
    /// since the observation on which the engine sends.
    private static func canSend(_ state: WeChatOrder.State, _ action: Action) -> Bool {
        switch action {
        // Whoever creates does not look first.
        case .create, .createCompleted: true
        // An observation must have shown it in service, and a confirmed order does not lapse.
        case .complete:
            switch state {
            case .inService, .paying, .done, .revoked: true
            case .none, .created, .expired: false
            }
        // An observation must have shown it collected.
        case .modify, .collect, .reportPaid:
            switch state {
            case .paying, .done, .revoked: true
            case .none, .created, .inService, .expired: false
            }
        // An observation must have shown it.
        case .cancel: state != .none
        // A create may be sent again until it shows.
        case .reconcile: true
        case .query, .decide, .dryRun, .protect, .unprotect, .resetVelocityLimit, .observe, .seal,
            .receive, .sweep, .requestAuthorization, .terminate, .terminateCustomer,
            .queryAuthorization, .reconcileAuthorizations, .receiveAuthorization,
            .requestApproval, .acknowledge, .reject, .withdraw, .runApprovals:
            false
        }
    }

    private static func asks(_ action: Action) -> Bool {
        switch action {
        case .create, .createCompleted, .query, .decide, .cancel, .dryRun, .complete, .modify,
            .collect, .reportPaid,
            .reconcile, .sweep:
            true
        case .protect, .unprotect, .resetVelocityLimit, .observe, .seal, .receive,
            .requestAuthorization, .terminate, .terminateCustomer, .queryAuthorization,
            .reconcileAuthorizations, .receiveAuthorization, .requestApproval, .acknowledge,
            .reject, .withdraw, .runApprovals:
            false
        }
    }

    private static func reads(_ state: WeChatOrder.State, _ action: Action) -> Bool {
        switch action {
        // Just before it sends, the engine reads where the order stands.
        case .create, .createCompleted, .complete, .modify, .collect, .reportPaid, .cancel:
            canSend(state, action)
        // The open attempts are listed, whatever order the call names; the sealer reads all.
        case .reconcile, .seal: true
        // The open orders are listed.
        case .sweep: true
        case .query, .decide, .dryRun, .protect, .unprotect, .resetVelocityLimit, .observe,
            .receive, .requestAuthorization, .terminate, .terminateCustomer, .queryAuthorization,
            .reconcileAuthorizations, .receiveAuthorization, .requestApproval, .acknowledge,
            .reject, .withdraw, .runApprovals:
            false
        }
    }

    private static func commits(_ state: WeChatOrder.State, _ action: Action) -> Bool {
        switch action {
        // Without an order at WeChat there is no observation to record; a claim can be made all the
        // same.
        case .query: state != .none
        // WeChat tells of no order before its customer has confirmed it.
        case .receive:
            switch state {
            case .inService, .paying, .done, .revoked: true
            case .none, .created, .expired: false
            }
        case .observe, .create, .createCompleted, .decide, .cancel, .dryRun, .complete, .modify,
            .collect, .reportPaid, .reconcile, .protect, .unprotect, .resetVelocityLimit, .seal,
            .sweep:
            true
        case .requestAuthorization, .terminate, .terminateCustomer, .queryAuthorization,
            .reconcileAuthorizations, .receiveAuthorization, .requestApproval, .acknowledge,
            .reject, .withdraw, .runApprovals:
            false
        }
    }
}
