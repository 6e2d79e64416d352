/// Report an order as paid elsewhere (`POST …/sync`, `Order_Paid`): WeChat stops collecting what is
/// due, which the merchant says to have received.
///
/// Source: the sync page; only an order that awaits payment can be reported.
struct ReportPaidRules: CallRules {
    static let kind = OrderCall.Kind.reportPaid
    static let givenUpKind: GivenUpKind? = .receivedElsewhere
    static let change: OutsideChange.Kind? = .reportedPaid

    let paidAt: Timestamp

    static func call(_ terms: CallTerms) -> OrderCall? {
        terms.paidAt.map { .reportPaid(at: $0) }
    }

    /// A payment that lies in the past by any clock.
    static func example(in state: OrderState) -> OrderCall {
        .reportPaid(at: Timestamp(clamping: 0))
    }

    var terms: CallTerms { CallTerms(paidAt: paidAt) }

    func denials(in situation: CallSituation) -> [DenialReason] {
        let denial: DenialReason? =
            switch situation.state {
            case .indeterminate(.paidButOpen, _): .alreadyPaid
            case .indeterminate: .indeterminateState
            case .known(.created), .known(.inService): .notCompleted
            case .known(.awaitingPayment): nil
            case .known(.done): .alreadyDone
            case .known(.revoked): .alreadyRevoked
            case .known(.expired): .alreadyExpired
            }
        let isAhead = situation.now.map { paidAt > $0 } ?? false
        return [denial, isAhead ? .paidInFuture : nil].compactMap(\.self)
    }

    func loss(in situation: CallSituation) -> Loss? {
        situation.pending.flatMap {
            Loss([.receivedElsewhere], atStake: $0.due, alreadyPaid: $0.paid)
        }
    }

    /// The effect is there where a payment shows that the merchant received: WeChat makes no such
    /// receipt by itself.
    ///
    /// Where WeChat collected all, its deduction came first. Where it does not tell which way the
    /// payment took, nobody can say.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect {
        switch seen {
        case .done(_, through: .merchant), .done(_, through: .both):
            everySendingRefused ? .overtaken : .applied
        case .done(_, through: .weChat), .revoked, .expired: .overtaken
        case .done(_, through: nil): everySendingRefused ? .overtaken : .indeterminate
        case .created, .inService, .awaitingPayment: isAsDecided ? .unchanged : .changed
        }
    }
}
