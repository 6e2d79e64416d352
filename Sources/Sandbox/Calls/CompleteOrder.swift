import Foundation

/// `POST /v3/payscore/serviceorder/{out_order_no}/complete`: 完结支付分订单.
struct CompleteOrder: OrderChange {
    static let name = "complete"

    let parameters: CompleteParameters

    init(_ parameters: CompleteParameters) { self.parameters = parameters }

    init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal) {
        let references = try fields.merchantReferences(of: request.merchant)
        let charge = try fields.charge()
        parameters = CompleteParameters(
            appID: references.appID,
            serviceID: references.serviceID,
            postPayments: charge.payments,
            postDiscounts: charge.discounts,
            totalAmount: charge.total,
            timeRange: try fields.timeRange(),
            location: try fields.location(),
            profitSharing: try fields.flag("profit_sharing") ?? false,
            goodsTag: try fields.text("goods_tag", upTo: 32),
            device: try fields.device())
    }

    func applied(
        to order: ServiceOrder, of request: MerchantRequest
    ) throws(SandboxRefusal) -> ServiceOrder {
        switch order.stage {
        case .inService:
            try checkAmount(against: order, cap: request.settings.serviceRiskCap)
            try checkTimes(against: order, at: request.now)
            return order.completed(by: parameters, request.settings)
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

    private func checkAmount(against order: ServiceOrder, cap: Int) throws(SandboxRefusal) {
        var highest = cap
        if let fund = order.creation.riskFund, fund.name != "ESTIMATE_ORDER_COST" {
            highest = min(cap, fund.amount)
        }
        guard parameters.totalAmount <= highest else { throw .overServiceCap }
    }

    private func checkTimes(against order: ServiceOrder, at now: Date) throws(SandboxRefusal) {
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
}
