/// The cancel, as the page of 2020-04-23 (V1.1) describes it.
///
/// `POST /v3/payscore/serviceorder/{out_order_no}/cancel`, 取消支付分订单.
struct CancelOrder: OrderChange {
    static let name = "cancel"

    let parameters: CancelParameters

    init(_ parameters: CancelParameters) { self.parameters = parameters }

    init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal) {
        let references = try fields.merchantReferences(of: request.merchant)
        parameters = CancelParameters(
            appID: references.appID, serviceID: references.serviceID,
            reason: try fields.requiredText("reason", upTo: request.settings.reasonLimit))
    }

    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceOrder {
        switch order.stage {
        case .created, .inService:
            return revoked(order)
        case .collecting(_, deductionRunning: true):
            throw .deductionRunning
        case .collecting(let collection, deductionRunning: false):
            guard request.settings.cancelAfterCompletion == .allowed, collection.paidAmount == 0
            else {
                throw .notRevocable
            }
            return revoked(order)
        case .done:
            throw .orderDone
        case .revoked:
            guard request.settings.repeatedCancel == .reentered, let first = order.cancellation,
                SameParameters.hold(first, parameters)
            else { throw .orderCanceled }
            return order
        case .expired:
            throw .invalidOrderState
        }
    }

    static func answer(showing order: ServiceOrder, to request: MerchantRequest) -> Answer {
        Answer(status: 200, NamedOrderAnswer(order, withMerchantID: true))
    }

    private func revoked(_ order: ServiceOrder) -> ServiceOrder {
        var next = order.state(at: .revoked)
        next.cancellation = parameters
        return next
    }
}
