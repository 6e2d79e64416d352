/// Have WeChat collect what is due now (`POST …/pay`); it changes nothing of the order, and nothing
/// of how WeChat goes on collecting.
///
/// Source: the collect page; only an order that awaits payment can be collected for.
struct CollectRules: CallRules {
    static let kind = OrderCall.Kind.collect
    static let isVisible = false

    static func call(_ terms: CallTerms) -> OrderCall? { .collect }

    static func example(in state: OrderState) -> OrderCall { .collect }

    func denials(in situation: CallSituation) -> [DenialReason] {
        let denial: DenialReason? =
            switch situation.state {
            case .indeterminate(.paidButOpen, _): .alreadyPaid
            case .indeterminate: .indeterminateState
            case .known(.created), .known(.inService): .notCompleted
            case .known(.awaitingPayment): situation.restsOnObservation ? nil : .indeterminateState
            case .known(.done): .alreadyDone
            case .known(.revoked): .alreadyRevoked
            case .known(.expired): .alreadyExpired
            }
        return denial.map { [$0] } ?? []
    }

    /// A payment that follows may be WeChat's own collection: no phase tells of the call.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect {
        isAsDecided ? .unchanged : .invisible
    }
}
