/// `POST /v3/payscore/serviceorder/{out_order_no}/sync`: 同步服务订单信息.
///
/// It reports that the merchant has received elsewhere what WeChat still collects.
struct SyncOrder: OrderChange {
    static let name = "sync"
    /// The only `type` that the page has.
    private static let orderPaid = "Order_Paid"

    private let paidTime: String

    init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal) {
        _ = try fields.merchantReferences(of: request.merchant)
        guard try fields.requiredText("type", upTo: 32) == Self.orderPaid else {
            throw .parameter("/type", "应为\(Self.orderPaid)")
        }
        guard let detail = try fields.object("detail") else { throw .parameter("/detail", "必填") }
        // (unknown) Whether a time to come is refused; here it is taken.
        paidTime = try detail.requiredText("paid_time", upTo: 64)
        guard WeChatTime.isDayOrSecond(paidTime) else {
            throw .parameter(detail.place(of: "paid_time"), "应为yyyyMMddHHmmss或yyyyMMdd")
        }
    }

    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceOrder {
        switch order.stage {
        case .collecting(_, deductionRunning: true):
            throw .deductionRunning
        case .collecting(let collection, deductionRunning: false):
            return order.state(at: .done(collection.receivingElsewhere(at: paidTime)))
        case .done:
            // (unknown) Whether the repeat of a sync is a re-entry; the page's table says this.
            throw .orderDone
        case .revoked:
            throw .orderCanceled
        case .created, .inService, .expired:
            throw .invalidOrderState
        }
    }
}
