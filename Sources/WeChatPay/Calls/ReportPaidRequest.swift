import OrderEngine
import OrderLifecycle
import StrictJSON

/// A report that an order was paid elsewhere: 同步服务订单信息, of the type `Order_Paid`.
struct ReportPaidRequest: WireCall {
    let paidAt: Timestamp

    init?(_ content: ProviderWish.Content) {
        guard case .paidAt(let paidAt) = content else { return nil }
        self.paidAt = paidAt
    }

    static func target(of order: OutOrderNumber) -> String {
        PayScoreTarget.path("sync", of: order)
    }

    /// The answer is the whole order; only the partner variants, which are not spoken here, answer
    /// with 204.
    static let proof = SuccessProof(members: SuccessProof.identity + [.state])

    /// The answer must show the order as closed, and not as collected by WeChat alone: then a query
    /// decides.
    static func isPossible(_ snapshot: OrderSnapshot, after _: OrderCall) -> Bool {
        switch snapshot.interpretation {
        case .phase(.done(_, through: .weChat), _): false
        case .phase(.done, _): true
        case .phase, .indeterminate: false
        }
    }

    /// WeChat takes the second in Beijing time, and no fraction.
    func draft(
        of _: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblems) -> RequestDraft {
        guard paidAt == paidAt.inWholeSeconds else {
            throw RequestProblems(
                pointer: "/detail/paid_time", explanation: "must be a moment in whole seconds")
        }
        return RequestDraft(
            body: builder.owned(
                .object([
                    .init("type", .string("Order_Paid")),
                    .init(
                        "detail", .object([.init("paid_time", .string(paidAt.beijing))])),
                ])),
            terms: CallTerms(paidAt: paidAt))
    }
}
