import Foundation

/// `POST /v3/payscore/serviceorder/{out_order_no}/complete`: 完结支付分订单.
struct CompleteOrder {
    let parameters: CompleteParameters

    /// Reads the request and checks what does not depend on an order.
    init(_ fields: BodyFields, merchant: Merchant) throws(Refusal) {
        try fields.refuseOrderNumber()
        let references = try fields.merchantReferences(of: merchant)
        guard let payments = try fields.payments(), !payments.isEmpty else {
            throw .parameter("/post_payments", "必填,1至100项")
        }
        let discounts = try fields.discounts() ?? []
        let total = try fields.requiredNumber("total_amount")
        // At most 130 numbers of twelve digits: the sums cannot overflow.
        guard total == Self.sum(payments) - Self.sum(discounts) else {
            throw .parameterRule("最终总金额计算非法")
        }
        parameters = CompleteParameters(
            appID: references.appID,
            serviceID: references.serviceID,
            postPayments: payments,
            postDiscounts: discounts,
            totalAmount: total,
            timeRange: try fields.timeRange(),
            location: try fields.location(),
            profitSharing: try fields.flag("profit_sharing") ?? false,
            goodsTag: try fields.text("goods_tag", upTo: 32),
            device: try fields.device())
    }

    /// Returns the order as it stands after the completion.
    func applied(
        to order: ServiceOrder, at now: Date, settings: SandboxSettings
    ) throws(Refusal) -> ServiceOrder {
        switch order.stage {
        case .inService:
            try checkAmount(against: order, cap: settings.serviceRiskCap)
            try checkTimes(against: order, at: now)
            return completed(order, settings: settings)
        case .collecting(_, deductionRunning: false), .done(.none):
            // The answer of the first try may have been lost.
            guard let first = order.completion, SameParameters.hold(first, parameters) else {
                throw .otherParameters
            }
            return order
        case .created:
            throw .notCompletable(tail: "271302332")
        case .revoked:
            throw .notCompletable(tail: "271302333")
        case .collecting(_, deductionRunning: true), .done(.some), .expired:
            throw .notCompletable(tail: "271302262")
        }
    }

    private func completed(_ order: ServiceOrder, settings: SandboxSettings) -> ServiceOrder {
        let collection = PaymentCollection(due: parameters.totalAmount)
        var next: ServiceOrder
        if parameters.totalAmount == 0, settings.zeroAmountCompletion == .doneAtOnce {
            next = order.standing(at: .done(nil))
        } else {
            next = order.standing(at: .collecting(collection, deductionRunning: false))
        }
        next.completion = parameters
        return next
    }

    private func checkAmount(against order: ServiceOrder, cap: Int) throws(Refusal) {
        let fund = order.creation.riskFund
        let highest = fund.name == "ESTIMATE_ORDER_COST" ? cap : min(cap, fund.amount)
        guard parameters.totalAmount <= highest else {
            throw .invalidRequest("总金额超过此服务的服务风险金额", tail: "271316656")
        }
    }

    private func checkTimes(against order: ServiceOrder, at now: Date) throws(Refusal) {
        let planned = order.creation.timeRange
        guard let end = parameters.timeRange?.endTime else {
            guard planned.endTime != nil else {
                throw .parameterRule("创建订单未填写服务结束时间,则结束时间必填")
            }
            return
        }
        let start = parameters.timeRange?.startTime ?? planned.startTime
        let confirmed = WeChatTime.digits(of: order.confirmedAt ?? order.createdAt)
        let begin = start == TimeRange.onAcceptance ? confirmed : start ?? confirmed
        guard !WeChatTime.isBefore(end, begin) else {
            throw .parameterRule("真实结束时间小于预计开始时间", tail: "271316637")
        }
        guard !WeChatTime.isBefore(WeChatTime.digits(of: now), end) else {
            throw .parameterRule("实际结束时间不能晚于使用完结接口的时间")
        }
    }

    private static func sum(_ items: [OrderItem]) -> Int {
        items.reduce(0) { $0 + ($1.amount ?? 0) }
    }
}
