import OrderEngine
import OrderLifecycle

/// Makes the bytes of requests: compact JSON with sorted names, so that the same wish is always the
/// same bytes.
///
/// Modify, pay and sync would each become a function beside these.
struct RequestBuilder {
    let merchant: WeChatPayMerchant
    let reasonLimit: Int

    /// Makes a cancel.
    ///
    /// The order's number stands in the path only: WeChat refuses a body that repeats it.
    func cancel(
        _ reason: CancelReason, of order: OutOrderNumber
    ) throws(RequestProblem) -> ProviderRequest {
        let length = reason.text.utf16.count
        guard length <= reasonLimit else {
            throw RequestProblem(
                pointer: "/reason",
                explanation: "has \(length) characters, \(reasonLimit) at most are allowed")
        }
        let body = StrictJSON.object([
            .init("appid", .string(merchant.appID.text)),
            .init("reason", .string(reason.text)),
            .init("service_id", .string(merchant.serviceID.text)),
        ])
        return ProviderRequest(operation: .cancel, order: order, body: body.compact)
    }

    /// Makes a complete of the merchant's JSON.
    func complete(
        _ json: [UInt8], of order: OutOrderNumber
    ) throws(RequestProblem) -> ProviderRequest {
        let object = try MerchantJSON.read(json)
        try checkOwner(of: object)
        if let number = try object.text("out_order_no", 1...OutOrderNumber.limit),
            !number.isIdentical(to: order.text)
        {
            throw object.problem("out_order_no", "is another order's")
        }
        let fields = OrderFields(object: object)
        guard object.value["post_payments"] != nil else {
            throw object.problem("post_payments", "is required")
        }
        let payments = try fields.payments(1...100)
        let discounts = try fields.discounts()
        guard let total = try object.amount("total_amount") else {
            throw object.problem("total_amount", "is required")
        }
        guard total == payments - discounts else {
            throw object.problem(
                "total_amount",
                "is \(total), but the payments less the discounts are \(payments - discounts)")
        }
        try fields.timeRange(isRequired: false)
        try fields.location()
        try fields.device()
        _ = try object.flag("profit_sharing")
        _ = try object.text("goods_tag", 1...32)
        let body = owned(object.value.removing("out_order_no"))
        return ProviderRequest(operation: .complete, order: order, body: body.compact)
    }

    /// Refuses what belongs to another merchant, application or service.
    func checkOwner(of object: WireObject) throws(RequestProblem) {
        for (name, expected) in [
            ("appid", merchant.appID.text), ("service_id", merchant.serviceID.text),
            ("mchid", merchant.merchantID.text),
        ] {
            guard let text = try object.text(name, 1...32) else { continue }
            guard text.isIdentical(to: expected) else {
                throw object.problem(name, "is not the one in the settings, \(expected)")
            }
        }
    }

    /// The object with the application and the service in it.
    func owned(_ value: StrictJSON) -> StrictJSON {
        value.setting([
            .init("appid", .string(merchant.appID.text)),
            .init("service_id", .string(merchant.serviceID.text)),
        ])
    }
}
