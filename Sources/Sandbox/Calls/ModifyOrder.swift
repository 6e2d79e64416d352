/// `POST /v3/payscore/serviceorder/{out_order_no}/modify`: 修改订单金额.
///
/// It lowers what is still to be collected for a completed order. An order whose customer paid a
/// deposit to begin cannot be modified either; the sandbox plays no such customer.
struct ModifyOrder: OrderChange {
    static let name = "modify"

    let parameters: ModifyParameters

    init(_ parameters: ModifyParameters) { self.parameters = parameters }

    init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal) {
        // Merchants who left it out have met this refusal instead of one of the parameter.
        guard fields.has("service_id") else { throw .foreignService }
        let references = try fields.merchantReferences(of: request.merchant)
        let charge = try fields.charge()
        // (unknown) Whether a list of discounts that is left out stays as complete sent it: here
        // it is emptied, as complete empties that of create.
        parameters = ModifyParameters(
            appID: references.appID,
            serviceID: references.serviceID,
            postPayments: charge.payments,
            postDiscounts: charge.discounts,
            totalAmount: charge.total,
            reason: try fields.requiredText("reason", upTo: request.settings.reasonLimit),
            device: try fields.device())
    }

    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceOrder {
        switch order.stage {
        case .collecting(_, deductionRunning: true):
            throw .deductionRunning
        case .collecting(let collection, deductionRunning: false):
            guard let last = order.modification else { return try lowered(order, collection) }
            switch request.settings.repeatedModify {
            case .reentered:
                guard !SameParameters.hold(last, parameters) else { return order }
                return try lowered(order, collection)
            case .lowered:
                return try lowered(order, collection)
            case .refused:
                throw .notLowerable
            }
        case .created, .inService, .done, .expired:
            throw .notAwaitingPayment
        case .revoked:
            throw .orderCanceled
        }
    }

    /// Returns the order with the lower amount.
    ///
    /// (unknown) Whether an order of which a part is paid can be modified: here it can, since it
    /// is `USER_PAYING`. (unknown) What becomes of one that would leave nothing to pay, an amount
    /// of 0 included: here it is refused.
    private func lowered(
        _ order: ServiceOrder, _ collection: PaymentCollection
    ) throws(SandboxRefusal) -> ServiceOrder {
        guard let collection = collection.lowered(to: parameters.totalAmount) else {
            throw .notLowerable
        }
        var next = order.state(at: .collecting(collection, deductionRunning: false))
        next.modification = parameters
        return next
    }
}

extension SandboxRefusal {
    /// The amount cannot become this one.
    ///
    /// (unknown) Code and message: the code is the one for a rule of the business that is broken.
    fileprivate static let notLowerable = invalidRequest("修改后的总金额不符合要求")
}
