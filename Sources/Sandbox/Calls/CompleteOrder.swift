import Foundation

/// `POST /v3/payscore/serviceorder/{out_order_no}/complete`: 完结支付分订单.
struct CompleteOrder: OrderChange {
    static let name = "complete"

    let parameters: CompleteParameters

    init(_ fields: BodyFields, of request: MerchantRequest) throws(Refusal) {
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
    ) throws(Refusal) -> ServiceOrder {
        switch order.stage {
        case .inService:
            try checkAmount(against: order, cap: request.settings.serviceRiskCap)
            try checkTimes(against: order, at: request.now)
            return completed(order, settings: request.settings)
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
}

/// What the merchant sent to complete an order.
struct CompleteParameters: Codable, Sendable {
    var appID: String
    var serviceID: String
    var postPayments: [OrderItem]
    var postDiscounts: [OrderItem]
    var totalAmount: Int
    var timeRange: TimeRange?
    var location: Location
    var profitSharing: Bool
    var goodsTag: String?
    var device: Device?

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case serviceID = "service_id"
        case postPayments = "post_payments"
        case postDiscounts = "post_discounts"
        case totalAmount = "total_amount"
        case timeRange = "time_range"
        case location
        case profitSharing = "profit_sharing"
        case goodsTag = "goods_tag"
        case device
    }
}
