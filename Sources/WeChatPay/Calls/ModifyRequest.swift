import OrderEngine
import OrderLifecycle
import StrictJSON

/// A modify, from the merchant's JSON: 修改订单金额.
struct ModifyRequest: JSONWireCall {
    let json: [UInt8]

    static func target(of order: OutOrderNumber) -> String {
        PayScoreTarget.path("modify", of: order)
    }

    /// The answer is the whole order.
    static let proof = SuccessProof(members: SuccessProof.identity + [.state])

    /// The answer must say the amount, and the order await payment of exactly that: one that shows
    /// another amount is an old one, or of an order that somebody else lowered, and a query
    /// decides.
    static func isPossible(_ snapshot: OrderSnapshot, after call: OrderCall) -> Bool {
        guard let total = call.terms.total,
            [snapshot.totalAmount, snapshot.collection?.totalAmount].contains(.fen(total.fen)),
            case .phase(.awaitingPayment(let pending), _) =
                snapshot.completed(collecting: total).interpretation
        else { return false }
        return pending.total == total && [.absent, .fen(total.fen)].contains(snapshot.totalAmount)
    }

    func draft(
        of order: OutOrderNumber, by builder: RequestBuilder
    ) throws(RequestProblems) -> RequestDraft {
        let object = try builder.read(json, of: order)
        let fields = OrderFields(object: object)
        let total = fields.total()
        fields.device()
        let reason = object.requiredText("reason", 1...CancelReason.newerLimit)
        if let problem = reason.flatMap(builder.problem(withReason:)) {
            object.note("reason", problem)
        }
        try object.problems.check()
        return RequestDraft(
            body: builder.owned(object.value.removing("out_order_no")),
            terms: CallTerms(total: total), reason: reason)
    }
}
