/// `POST /v3/payscore/serviceorder/{out_order_no}/pay`: 商户发起催收扣款.
///
/// It urges the customer and leaves the order's state as it is.
struct PayOrder: OrderChange {
    static let name = "pay"

    init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal) {
        _ = try fields.merchantReferences(of: request.merchant)
    }

    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceOrder {
        switch order.stage {
        case .collecting(_, deductionRunning: true):
            // (unknown) Here as every other call meets a deduction.
            throw .deductionRunning
        case .collecting(let collection, deductionRunning: false):
            switch request.settings.payEffect {
            case .nothing: return order
            case .startsDeduction:
                return order.state(at: .collecting(collection, deductionRunning: true))
            }
        case .created, .inService, .done, .expired:
            throw .notAwaitingPayment
        case .revoked:
            throw .orderCanceled
        }
    }

    static func answer(showing order: ServiceOrder, to request: MerchantRequest) -> Answer {
        Answer(
            status: 200,
            NamedOrderAnswer(
                order, withMerchantID: request.settings.payAnswer == .withMerchantID))
    }
}
