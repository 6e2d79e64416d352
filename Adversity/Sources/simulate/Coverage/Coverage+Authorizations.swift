/// What can be met of authorizations. WeChat's never go back to none, and only to where somebody is
/// bound to them from where nobody is.
extension Coverage {
    static func canMeet(
        _ state: WeChatAuthorization.State, _ action: Action, _ mishap: Mishap
    ) -> Bool {
        // By a customer, only what they agreed to is named.
        if action == .terminateCustomer, state == .pending { return false }
        if Mishap.sending.contains(mishap) || mishap == .sendSmooth {
            return canSend(state, action)
        }
        if Mishap.querying.contains(mishap) || mishap == .querySmooth { return asks(action) }
        if Mishap.reading.contains(mishap) || mishap == .readSmooth { return reads(state, action) }
        if Mishap.ofTheClock.contains(mishap) {
            return asks(action) || reads(state, action) || commits(state, action)
        }
        return commits(state, action)
    }

    private static func isBound(_ state: WeChatAuthorization.State) -> Bool {
        switch state {
        case .none, .pending: false
        case .available, .unavailable: true
        }
    }

    private static func canSend(
        _ state: WeChatAuthorization.State, _ action: Action
    ) -> Bool {
        switch action {
        case .requestAuthorization, .reconcileAuthorizations: true
        // An observation must have shown that somebody agreed.
        case .terminate, .terminateCustomer: isBound(state)
        default: false
        }
    }

    private static func asks(_ action: Action) -> Bool {
        switch action {
        case .requestAuthorization, .terminate, .terminateCustomer, .queryAuthorization,
            .reconcileAuthorizations:
            true
        default: false
        }
    }

    private static func reads(_ state: WeChatAuthorization.State, _ action: Action) -> Bool {
        switch action {
        // What is known just before a sending; what is open.
        case .requestAuthorization, .reconcileAuthorizations: true
        // The customer whom WeChat names.
        case .terminate, .terminateCustomer, .queryAuthorization, .receiveAuthorization:
            isBound(state)
        default: false
        }
    }

    private static func commits(_ state: WeChatAuthorization.State, _ action: Action) -> Bool {
        switch action {
        // A request is decided before WeChat is asked.
        case .requestAuthorization, .reconcileAuthorizations: true
        // Without an authorization at WeChat there is nothing to record, and nobody is kept.
        case .terminate, .terminateCustomer, .queryAuthorization: state != .none
        // WeChat tells of none before its customer has agreed.
        case .receiveAuthorization: isBound(state)
        default: false
        }
    }
}
