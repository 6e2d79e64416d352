import OrderEngine
import OrderLifecycle
import StrictJSON

/// A complete, from the merchant's JSON: 完结支付分订单.
struct CompleteRequest: JSONWireCall {
    let json: [UInt8]

    static func target(of order: OutOrderNumber) -> String {
        PayScoreTarget.path("complete", of: order)
    }

    /// The answer is the whole order, though not always with a `collection`.
    static let proof = SuccessProof(members: SuccessProof.identity + [.state])

    static func isPossible(_ snapshot: OrderSnapshot, after _: OrderCall) -> Bool {
        switch snapshot.interpretation {
        case .phase(.awaitingPayment, _), .phase(.done, _), .indeterminate: true
        case .phase: false
        }
    }

    func draft(
        of order: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblems) -> RequestDraft {
        let object = try builder.read(json, of: order)
        let fields = OrderFields(object: object)
        let total = fields.total()
        fields.timeRange(.optional)
        fields.location()
        fields.device()
        fields.settlement()
        try object.problems.check()
        return RequestDraft(
            body: builder.owned(object.value.removing("out_order_no")),
            terms: CallTerms(total: total))
    }
}
