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
    ) throws(RequestProblem) -> RequestDraft {
        let object = try builder.read(json, of: order)
        let fields = OrderFields(object: object)
        let total = try fields.total()
        try fields.device()
        let reason = try object.requiredText("reason", 1...CancelReason.newerLimit)
        try builder.check(reason: reason)
        return RequestDraft(
            body: builder.owned(object.value.removing("out_order_no")),
            terms: CallTerms(total: total), reason: reason)
    }
}

extension OrderSnapshot {
    /// This snapshot with what it does not say as it is where nothing of a total is paid yet, so
    /// that only what it does say can speak against it.
    fileprivate func completed(collecting total: Amount) -> OrderSnapshot {
        var snapshot = self
        snapshot.stateDescription = stateDescription ?? "MCH_COMPLETE"
        var collection = collection ?? CollectionSnapshot(state: nil)
        collection.state = collection.state ?? "USER_PAYING"
        if collection.totalAmount == .absent { collection.totalAmount = .fen(total.fen) }
        switch (collection.payingAmount, collection.paidAmount) {
        case (.absent, .absent):
            collection.payingAmount = .fen(total.fen)
            collection.paidAmount = .fen(0)
        case (.absent, .fen(let paid)) where (0...total.fen).contains(paid):
            collection.payingAmount = .fen(total.fen - paid)
        case (.fen(let due), .absent) where (0...total.fen).contains(due):
            collection.paidAmount = .fen(total.fen - due)
        default: break
        }
        snapshot.collection = collection
        return snapshot
    }
}
