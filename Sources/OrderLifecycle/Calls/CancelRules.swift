/// Cancel an order, which forgives what is due (`POST …/cancel`).
struct CancelRules: CallRules {
    static let kind = Operation.cancel
    static let givenUpKind: GivenUpKind? = .forgiven
    static let change: OutsideChange.Kind? = .revoked

    static func call(_ terms: CallTerms) -> OrderCall? { .cancel }

    static var example: OrderCall { .cancel }

    func denials(in situation: CancelSituation) -> [DenialReason] {
        situation.rules.objection(to: situation.standing).map { [$0] } ?? []
    }

    func loss(in situation: CancelSituation) -> Loss? {
        guard let pending = situation.pending else { return nil }
        return Loss(
            pending.paid > .zero ? [.collectionAbandoned, .partlyPaid] : [.collectionAbandoned],
            atStake: pending.due, alreadyPaid: pending.paid)
    }

    func notice(in situation: CancelSituation) -> CancelNotice? {
        guard case .clear(.inService(let riskFund)) = situation.standing else { return nil }
        return .serviceUncharged(upTo: riskFund)
    }

    /// The answer to a cancel has no state: that it succeeded is the news.
    func shown(by answer: OrderSnapshot?) -> OrderSnapshot? {
        OrderSnapshot(state: "REVOKED")
    }

    /// A revoked order is revoked, whoever did it.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> AttemptSight {
        switch seen {
        case .revoked: .applied
        case .done, .expired: .overtaken
        case .created, .inService, .awaitingPayment: isAsDecided ? .unchanged : .changed
        }
    }
}
