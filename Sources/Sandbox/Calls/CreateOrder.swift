import Foundation
import StrictJSON

/// `POST /v3/payscore/serviceorder`: 创建支付分订单.
struct CreateOrder: SandboxCall {
    static let name = "create"
    static let method = "POST"
    static let path = SandboxOperation.orders

    let parameters: CreateParameters

    /// Reads the request and checks what does not depend on an order.
    private init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal) {
        let number = try fields.outOrderNumber()
        let references = try fields.merchantReferences(of: request.merchant)
        let introduction = try fields.requiredText("service_introduction", upTo: 20)
        guard let timeRange = try fields.timeRange() else { throw .parameter("/time_range", "必填") }
        guard let start = timeRange.startTime else {
            throw .parameter("/time_range/start_time", "必填")
        }
        if let end = timeRange.endTime, start != TimeRange.onAcceptance,
            WeChatTime.isBefore(end, start)
        {
            throw .parameter("/time_range/end_time", "结束时间不能早于开始时间")
        }
        let needsConfirmation = try fields.flag("need_user_confirm") ?? true
        parameters = CreateParameters(
            outOrderNumber: number,
            appID: references.appID,
            serviceID: references.serviceID,
            serviceIntroduction: introduction,
            postPayments: try fields.payments() ?? [],
            postDiscounts: try fields.discounts() ?? [],
            timeRange: timeRange,
            location: try fields.location(),
            riskFund: try Self.riskFund(
                fields, cap: request.settings.serviceRiskCap,
                needsConfirmation: needsConfirmation),
            attach: try fields.text("attach", upTo: 256) ?? "",
            notifyURL: try fields.requiredNotifyURL(),
            openID: try Self.openID(fields, needsConfirmation: needsConfirmation),
            needsUserConfirmation: needsConfirmation,
            device: try fields.device())
    }

    static func orderNumber(in request: ReceivedRequest) -> String? {
        guard let number = (try? JSONValue.read(request.body))?["out_order_no"]?.text,
            SandboxOutOrderNumber.isValid(number)
        else { return nil }
        return number
    }

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let create = try CreateOrder(BodyFields(body: request.received.body), of: request)
        let parameters = create.parameters
        let existing = request.orders[parameters.outOrderNumber]?.settled(at: request.now)
        if let existing, !SameParameters.hold(existing.creation, parameters) {
            throw .otherParameters
        }
        if existing == nil, !parameters.needsUserConfirmation {
            try request.requireAuthorized(parameters.openID)
        }
        let order =
            existing
            ?? ServiceOrder(
                orderID: ServiceOrder.newID(at: request.now),
                merchantID: request.merchant.merchantID,
                creation: parameters, at: request.now)
        var package: String?
        if case .created = order.stage { package = RandomText.lettersAndDigits(128) }
        return CallOutcome(
            changed: existing == nil ? order : nil,
            answer: Answer(status: 200, OrderAnswer(creating: order, package: package)))
    }

    private static let depositNames = ["DEPOSIT", "ADVANCE", "CASH_DEPOSIT"]
    private static let estimateName = "ESTIMATE_ORDER_COST"

    private static func riskFund(
        _ fields: BodyFields, cap: Int, needsConfirmation: Bool
    ) throws(SandboxRefusal) -> RiskFund {
        guard let fund = try fields.object("risk_fund") else {
            throw .parameter("/risk_fund", "必填")
        }
        let name = try fund.requiredText("name", upTo: 64)
        guard name == estimateName || (needsConfirmation && depositNames.contains(name)) else {
            throw .parameter("/risk_fund/name", "不是此服务可用的风险金名称")
        }
        let amount = try fund.requiredNumber("amount", atLeast: 1)
        guard amount <= cap else {
            throw .invalidRequest("创建订单的订单风险金额超过此服务的服务风险金额", tail: "271316656")
        }
        return RiskFund(
            name: name, amount: amount, description: try fund.text("description", upTo: 30) ?? "")
    }

    private static func openID(
        _ fields: BodyFields, needsConfirmation: Bool
    ) throws(SandboxRefusal) -> String? {
        let openID = try fields.text("openid", upTo: 128)
        if !needsConfirmation, openID == nil {
            throw .parameter("/openid", "免确认模式下必填")
        }
        return openID
    }
}
