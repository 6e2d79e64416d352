/// An interface that changes one order: it is named by the path's last segment, the order by the
/// one before.
protocol OrderChange: SandboxCall {
    /// Reads the body and checks what does not depend on an order.
    init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal)

    /// Returns the order as it stands after the call.
    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceOrder

    /// The answer that tells of the change; most show the whole order.
    static func answer(showing order: ServiceOrder, to request: MerchantRequest) -> Answer
}

extension OrderChange {
    static var method: String { "POST" }
    static var path: String { "\(SandboxOperation.orders)/\(SandboxOperation.numberPlace)/\(name)" }

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let number = try SandboxOutOrderNumber.inPath(request.segment ?? "")
        let fields = try BodyFields(body: request.received.body)
        try fields.refuseOrderNumber()
        let change = try Self(fields, of: request)
        let next = try change.applied(to: try request.order(number), of: request)
        return CallOutcome(changed: next, answer: answer(showing: next, to: request))
    }

    static func answer(showing order: ServiceOrder, to request: MerchantRequest) -> Answer {
        Answer(status: 200, OrderAnswer(showing: order))
    }
}
