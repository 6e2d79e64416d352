/// Create an order and complete it in one (`POST …/direct-complete`), without the customer's
/// confirmation: the service is over, and WeChat collects.
///
/// The same bytes may be sent again: WeChat answers with the order that they made.
struct CreateCompletedRules: CallRules {
    static let kind = OrderCall.Kind.createCompleted
    /// There is no order to look at yet.
    static let observesFirst = false
    static let change: OutsideChange.Kind? = .completed

    let total: Amount

    static func call(_ terms: CallTerms) -> OrderCall? {
        terms.total.map { .createCompleted(total: $0) }
    }

    static func example(in state: OrderState) -> OrderCall { .createCompleted(total: .zero) }

    var terms: CallTerms { CallTerms(total: total) }

    func denials(in situation: CallSituation) -> [DenialReason] {
        situation.denialsOfNewOrder(needingAuthorization: true)
    }

    /// Where its answer says no more than that the order is completed, our total is awaited.
    ///
    /// WeChat's sample answers `FINISHED`, which is no state of an order: `MCH_COMPLETE` stands
    /// beside it. What becomes of an order without charge no page says, and a query decides.
    func shown(by answer: OrderSnapshot?) -> OrderSnapshot? {
        guard var shown = answer else { return nil }
        if shown.state == Self.finished { shown.state = "DOING" }
        guard shown.state == "DOING", total > .zero else { return shown }
        return shown.completed(collecting: total)
    }

    /// The state in WeChat's sample of an answer.
    static let finished = "FINISHED"

    /// The effect is that of a complete.
    ///
    /// An order that is there and not completed is another call's; ours may still reach it.
    func effect(
        in seen: OrderPhase, isAsDecided: Bool, everySendingRefused: Bool
    ) -> ObservedEffect {
        CompleteRules(total: total).effect(
            in: seen, isAsDecided: isAsDecided, everySendingRefused: everySendingRefused)
    }
}
