/// A call that changes an authorization at WeChat.
public enum AuthorizationCall: String, Hashable, Sendable, CaseIterable {
    /// Pre-authorize: ask for a token with which the customer can agree (`POST …/permissions`).
    case request = "request_authorization"
    /// End it: later orders without confirmation are refused (`POST …/terminate`).
    case terminate = "terminate_authorization"
}

extension AuthorizationCall {
    /// Why the call may not be made; empty where it may.
    ///
    /// One code stands for one agreement of one customer, so what has been agreed to, or has ended,
    /// is not requested again. WeChat refuses to end an authorization while orders of its customer
    /// are unfinished.
    public func denials(in situation: AuthorizationSituation) -> [AuthorizationDenialReason] {
        let own: AuthorizationDenialReason? =
            switch (self, situation.state) {
            case (.request, .unseen), (.request, .pending), (.request, .indeterminate): nil
            case (.request, .available): .alreadyAvailable
            case (.request, .unavailable), (.terminate, .unavailable): .alreadyEnded
            case (.terminate, .unseen), (.terminate, .pending): .notAvailable
            case (.terminate, .indeterminate): .indeterminateState
            case (.terminate, .available): situation.openOrders.isEmpty ? nil : .ordersOpen
            }
        return [own, situation.hasOpenAttempt ? .attemptUnresolved : nil].compactMap(\.self)
    }

    /// What an observation shows of the call's effect.
    ///
    /// Of a request it is that the code is there: the answer's token is lost with the answer, and a
    /// further request brings another.
    public func effect(in seen: AuthorizationState) -> ObservedEffect {
        switch (self, seen) {
        case (_, .indeterminate), (.terminate, .unseen): .indeterminate
        case (.request, .unseen): .unchanged
        case (.request, .pending), (.request, .available), (.request, .unavailable): .applied
        case (.terminate, .unavailable): .applied
        case (.terminate, .available): .unchanged
        case (.terminate, .pending): .changed
        }
    }

    /// Decides whether the call may be made.
    public func decision(on situation: AuthorizationSituation) -> AuthorizationDecision {
        let reasons = denials(in: situation)
        guard reasons.isEmpty else {
            return .denied(
                reasons, openOrders: reasons.contains(.ordersOpen) ? situation.openOrders : [])
        }
        return .allowed(CallClearance())
    }
}
