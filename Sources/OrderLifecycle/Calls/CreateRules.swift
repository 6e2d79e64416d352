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

    /// What somebody claims of the number denies nothing: WeChat knows whether the order exists.
    func denials(in situation: CallSituation) -> [DenialReason] {
        let ended: [DenialReason] =
            mode == .noConfirm && situation.isAuthorizationEnded ? [.authorizationUnavailable] : []
        guard situation.isVerified else { return ended }
        return switch situation.state {
        case .indeterminate(_, nil), .known(.created): ended
        case .indeterminate, .known(.inService), .known(.awaitingPayment), .known(.done),
            .known(.revoked), .known(.expired):
            [.orderExists] + ended
        }
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
