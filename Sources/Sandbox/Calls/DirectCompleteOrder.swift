/// `POST /v3/payscore/serviceorder/direct-complete`: 创单结单合并.
///
/// It creates an order of no-confirm mode that is completed at once. WeChat's own pages have the
/// path without `/v3`, transcriptions with it.
struct DirectCompleteOrder: SandboxCall {
    static let name = "direct_complete"
    static let method = "POST"
    static let path = "\(SandboxOperation.orders)/direct-complete"
    static let paths = [path, String(path.dropFirst("/v3".count))]

    private let creation: CreateParameters
    private let completion: CompleteParameters

    /// Reads the request and checks what does not depend on an order.
    private init(_ fields: BodyFields, of request: MerchantRequest) throws(SandboxRefusal) {
        let number = try fields.outOrderNumber()
        let references = try fields.merchantReferences(of: request.merchant)
        let charge = try fields.charge()
        guard charge.total <= request.settings.serviceRiskCap else { throw .overServiceCap }
        let notifyURL = try fields.notifyURL()
        guard notifyURL != nil || charge.total == 0 else { throw .parameter("/notify_url", "必填") }
        let location = try fields.location()
        let timeRange = try Self.timeRange(fields)
        creation = CreateParameters(
            outOrderNumber: number,
            appID: references.appID,
            serviceID: references.serviceID,
            serviceIntroduction: try fields.requiredText("service_introduction", upTo: 20),
            postPayments: charge.payments,
            postDiscounts: charge.discounts,
            timeRange: timeRange,
            location: location,
            riskFund: nil,
            attach: try fields.text("attach", upTo: 256) ?? "",
            notifyURL: notifyURL,
            openID: try fields.requiredText("openid", upTo: 128),
            needsUserConfirmation: false)
        completion = CompleteParameters(
            appID: references.appID,
            serviceID: references.serviceID,
            postPayments: charge.payments,
            postDiscounts: charge.discounts,
            totalAmount: charge.total,
            timeRange: timeRange,
            location: location,
            profitSharing: try fields.flag("profit_sharing") ?? false,
            goodsTag: try fields.text("goods_tag", upTo: 32))
    }

    /// Reads `time_range`, whose start and end must both be there.
    ///
    /// (unknown) Whether an end that is still to come is refused, as complete refuses it; it is
    /// taken here.
    private static func timeRange(_ fields: BodyFields) throws(SandboxRefusal) -> TimeRange {
        guard let range = try fields.timeRange() else { throw .parameter("/time_range", "必填") }
        guard let start = range.startTime, start != TimeRange.onAcceptance else {
            throw .parameter("/time_range/start_time", "必填,应为yyyyMMddHHmmss或yyyyMMdd")
        }
        guard let end = range.endTime else { throw .parameter("/time_range/end_time", "必填") }
        guard !WeChatTime.isBefore(end, start) else {
            throw .parameter("/time_range/end_time", "结束时间不能早于开始时间")
        }
        return range
    }

    static func orderNumber(in request: ReceivedRequest) -> String? {
        CreateOrder.orderNumber(in: request)
    }

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let call = try DirectCompleteOrder(
            BodyFields(body: request.received.body), of: request)
        let existing = request.orders[call.creation.outOrderNumber]?.settled(at: request.now)
        if let existing {
            guard SameParameters.hold(existing.creation, call.creation),
                let first = existing.completion, SameParameters.hold(first, call.completion)
            else { throw .otherParameters }
        } else {
            try request.requireAuthorized(call.creation.openID)
        }
        let order =
            existing
            ?? ServiceOrder(
                orderID: ServiceOrder.newID(at: request.now),
                merchantID: request.merchant.merchantID, creation: call.creation,
                at: request.now
            ).completed(by: call.completion, request.settings)
        return CallOutcome(
            changed: existing == nil ? order : nil,
            answer: Answer(
                status: 200, OrderAnswer(completing: order, request.settings.directCompleteState)))
    }
}
