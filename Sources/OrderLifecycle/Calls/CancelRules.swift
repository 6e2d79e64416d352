/// Cancel an order, which forgives what is due (`POST …/cancel`).
struct CancelRules: CallRules {
    static let kind = OrderCall.Kind.cancel
    static let givenUpKind: GivenUpKind? = .forgiven
    static let change: OutsideChange.Kind? = .revoked

    static func call(_ terms: CallTerms) -> OrderCall? { .cancel }

    static func example(in state: OrderState) -> OrderCall { .cancel }

    func denials(in situation: CallSituation) -> [DenialReason] {
        situation.rules.denial(for: situation.state).map { [$0] } ?? []
    }

    func loss(in situation: CallSituation) -> Loss? {
        guard let pending = situation.pending else { return nil }
        return Loss(
            pending.paid > .zero ? [.collectionAbandoned, .partlyPaid] : [.collectionAbandoned],
            atStake: pending.due, alreadyPaid: pending.paid)
    }

    func notice(in situation: CallSituation) -> LossNotice? {
        guard case .known(.inService(let riskFund)) = situation.state else { return nil }
        return .serviceUncharged(upTo: riskFund)
    }

    /// The answer to a cancel has no state: that it succeeded is the news.
    func shown(by answer: OrderSnapshot?) -> OrderSnapshot? {
        OrderSnapshot(state: "REVOKED")
    }

    /// A revoked order is revoked, whoever did it.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect {
        switch seen {
        case .revoked: .applied
        case .done, .expired: .overtaken
        case .created, .inService, .awaitingPayment: isAsDecided ? .unchanged : .changed
        }
    }
}

extension RulesVersion {
    /// Tells why an order may not be cancelled under these rules, or `nil` if it may.
    ///
    /// V1.0's condition is inferred from WeChat's overview of that time ("after create, before
    /// complete"); its own page is lost.
    public func denial(for state: OrderState) -> DenialReason? {
        switch state {
        case .indeterminate(.paidButOpen, _): .alreadyPaid
        case .indeterminate: .indeterminateState
        case .known(.created), .known(.inService): nil
        case .known(.awaitingPayment):
            switch self {
            case .v1_0: .afterCompletion
            case .v1_1: nil
            }
        case .known(.done): .alreadyDone
        case .known(.revoked): .alreadyRevoked
        case .known(.expired): .alreadyExpired
        }
    }
}
