/// Lower what a completed order is collected for (`POST …/modify`), which gives up the difference.
///
/// Source: the modify page; only an order that awaits payment can be modified, and only downwards.
struct ModifyRules: CallRules {
    static let kind = OrderCall.Kind.modify
    static let givenUpKind: GivenUpKind? = .forgiven
    static let change: OutsideChange.Kind? = .reduced

    let total: Amount

    static func call(_ terms: CallTerms) -> OrderCall? {
        terms.total.map { .modify(total: $0) }
    }

    /// One fen less than is collected now.
    static func example(in state: OrderState) -> OrderCall {
        let least = state.pending.flatMap { try? Amount(fen: $0.total.fen - 1) }
        return .modify(total: least ?? .zero)
    }

    var terms: CallTerms { CallTerms(total: total) }

    /// The pages do not say what becomes of an order that has nothing left to pay: it is not asked
    /// for.
    func denials(in situation: CallSituation) -> [DenialReason] {
        switch situation.state {
        case .indeterminate: [.indeterminateState]
        case .known(.created), .known(.inService): [.notCompleted]
        case .known(.awaitingPayment(let pending)):
            (total < pending.total ? [] : [.amountNotLower])
                + (total > pending.paid ? [] : [.amountNotAbovePaid])
        case .known(.done): [.alreadyDone]
        case .known(.revoked): [.alreadyRevoked]
        case .known(.expired): [.alreadyExpired]
        }
    }

    func loss(in situation: CallSituation) -> Loss? {
        guard let pending = situation.pending, let difference = pending.total.subtracting(total)
        else { return nil }
        return Loss([.amountLowered], atStake: difference, alreadyPaid: pending.paid)
    }

    /// The effect is there where exactly our total is collected, or was.
    ///
    /// A lower one is somebody else's, whether or not ours came before it: what was given up beyond
    /// what was acknowledged must be told. Where a closed order does not tell what was paid, nobody
    /// can say.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect {
        let collected: Amount
        switch seen {
        case .awaitingPayment(let pending) where pending.total > total:
            return isAsDecided ? .unchanged : .changed
        case .created, .inService: return isAsDecided ? .unchanged : .changed
        case .awaitingPayment(let pending): collected = pending.total
        case .done(let paid?, _): collected = paid
        case .done(nil, _): return everySendingRefused ? .overtaken : .indeterminate
        case .revoked, .expired: return .overtaken
        }
        return collected == total && !everySendingRefused ? .applied : .overtaken
    }
}
