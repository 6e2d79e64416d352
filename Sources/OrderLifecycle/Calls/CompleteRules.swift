/// Complete an order, so that WeChat collects its total (`POST …/complete`).
///
/// Source: the complete page; only an order in service can be completed.
struct CompleteRules: CallRules {
    static let kind = OrderCall.Kind.complete
    static let change: OutsideChange.Kind? = .completed

    let total: Amount

    static func call(_ terms: CallTerms) -> OrderCall? {
        terms.total.map { .complete(total: $0) }
    }

    static func example(in state: OrderState) -> OrderCall { .complete(total: .zero) }

    var terms: CallTerms { CallTerms(total: total) }

    func denials(in situation: CallSituation) -> [DenialReason] {
        let denial: DenialReason? =
            switch situation.state {
            case .indeterminate: .indeterminateState
            case .known(.created): .notConfirmed
            case .known(.inService): situation.restsOnObservation ? nil : .indeterminateState
            case .known(.awaitingPayment): .alreadyCompleted
            case .known(.done): .alreadyDone
            case .known(.revoked): .alreadyRevoked
            case .known(.expired): .alreadyExpired
            }
        return denial.map { [$0] } ?? []
    }

    /// The effect is there where our total is collected, or was.
    ///
    /// A lower one may be ours, lowered since; an order with a higher one was completed by somebody
    /// else.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect {
        switch seen {
        case .awaitingPayment(let pending):
            pending.total <= total && !everySendingRefused ? .applied : .overtaken
        case .done(let paid, _):
            (paid ?? total) <= total && !everySendingRefused ? .applied : .overtaken
        case .revoked, .expired: .overtaken
        case .created, .inService: isAsDecided ? .unchanged : .changed
        }
    }
}
