/// Create an order (`POST …/serviceorder`).
///
/// A created order may be created again: WeChat answers identical parameters with a fresh
/// `package`.
struct CreateRules: CallRules {
    static let kind = OrderCall.Kind.create
    /// There is no order to look at yet.
    static let observesFirst = false

    let mode: OrderMode
    let riskFund: Amount?

    static func call(_ terms: CallTerms) -> OrderCall? {
        terms.mode.map { .create($0, riskFund: terms.riskFund) }
    }

    var terms: CallTerms { CallTerms(mode: mode, riskFund: riskFund) }

    static func example(in state: OrderState) -> OrderCall { .create(.confirm, riskFund: nil) }

    func denials(in situation: CallSituation) -> [DenialReason] {
        // A created order may be created again.
        if case .known(.created) = situation.state {
            return situation.denialsOfEndedAuthorization(isNeeded: mode == .noConfirm)
        }
        return situation.denialsOfNewOrder(needingAuthorization: mode == .noConfirm)
    }

    /// An order that is there although every sending was refused was created by another call,
    /// perhaps with other parameters.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect {
        guard everySendingRefused else { return .applied }
        return isAsDecided ? .unchanged : .overtaken
    }
}

extension CallSituation {
    /// Why no order of this number may be made now.
    ///
    /// What somebody claims of the number denies nothing: WeChat knows whether the order exists.
    func denialsOfNewOrder(needingAuthorization isNeeded: Bool) -> [DenialReason] {
        let ended = denialsOfEndedAuthorization(isNeeded: isNeeded)
        guard isVerified else { return ended }
        return switch state {
        case .indeterminate(_, nil): ended
        case .indeterminate, .known: [.orderExists] + ended
        }
    }

    /// Whether the customer's authorization is needed and has ended.
    fileprivate func denialsOfEndedAuthorization(isNeeded: Bool) -> [DenialReason] {
        isNeeded && isAuthorizationEnded ? [.authorizationUnavailable] : []
    }
}
