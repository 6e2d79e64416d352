import OrderEngine
import OrderLifecycle
import StrictJSON

/// Makes the bytes of requests: compact JSON with sorted names, so that the same wish is always the
/// same bytes.
///
/// What a body says is told by its ``WireCall``; here is what all of them have in common.
struct RequestBuilder {
    let merchant: WeChatPayMerchant
    let reasonLimit: Int
    var endpoint = WeChatPayEndpoint.official

    /// Makes the request that is wished for.
    func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        guard let wire = wish.kind.wire.init(wish.content) else {
            throw RequestProblems(
                pointer: "", explanation: "is not what a \(wish.kind.rawValue) is made of")
        }
        let draft = try wire.draft(of: order, by: self)
        guard let call = OrderCall(wish.kind, draft.terms) else {
            throw RequestProblems(
                pointer: "", explanation: "lacks what a \(wish.kind.rawValue) asks for")
        }
        return ProviderRequest(
            call: call, order: order,
            message: PayScoreTarget.call(wish.kind, order, at: endpoint)
                .message(draft.body.canonical),
            reason: draft.reason)
    }

    /// What is wrong with a reason: it is longer than the settings permit, or one that no order may
    /// bear; `nil` if nothing is.
    func problem(withReason reason: String) -> String? {
        do throws(InvalidValue) {
            _ = try CancelReason(reason, limit: reasonLimit)
            return nil
        } catch { return error.explanation }
    }

    /// Reads the merchant's JSON, and notes what belongs to another merchant, application, service
    /// or order.
    func read(
        _ json: [UInt8], of order: OutOrderNumber
    ) throws(RequestProblems) -> MerchantObject {
        let object = try MerchantJSON.read(json)
        for (name, expected) in [
            ("appid", merchant.appID.text), ("service_id", merchant.serviceID.text),
            ("mchid", merchant.merchantID.text),
        ] {
            guard let text = object.text(name, 1...32) else { continue }
            if !text.isIdentical(to: expected) {
                object.note(name, "is not the one in the settings, \(expected)")
            }
        }
        if let number = object.text("out_order_no", 1...OutOrderNumber.limit),
            !number.isIdentical(to: order.text)
        {
            object.note("out_order_no", "is another order's")
        }
        return object
    }

    /// The object with the application and the service in it.
    func owned(_ value: JSONValue) -> JSONValue {
        value.setting([
            .init("appid", .string(merchant.appID.text)),
            .init("service_id", .string(merchant.serviceID.text)),
        ])
    }
}
