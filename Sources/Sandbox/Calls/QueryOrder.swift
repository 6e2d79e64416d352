/// `GET /v3/payscore/serviceorder`: 查询支付分订单.
struct QueryOrder: SandboxCall {
    static let name = "query"
    static let method = "GET"
    static let path = SandboxOperation.orders

    /// By which of the two the order is asked for.
    private enum Key {
        case outOrderNumber(String)
        case queryID(String)
    }

    private let key: Key

    /// Reads the query string; exactly one of `out_order_no` and `query_id` must stand in it.
    private init(_ query: QueryString, merchant: Merchant) throws(SandboxRefusal) {
        let serviceID = try query.required("service_id", upTo: 32)
        let appID = try query.required("appid", upTo: 32)
        try merchant.requireOwn(appID: appID, serviceID: serviceID)
        let number = try query.text("out_order_no", upTo: SandboxOutOrderNumber.maxLength)
        switch (number, try query.text("query_id", upTo: 512)) {
        case (.some(let number), nil):
            guard SandboxOutOrderNumber.isValid(number) else {
                throw .queryParameter("out_order_no", "只能包含数字、字母及_-|*")
            }
            key = .outOrderNumber(number)
        case (nil, .some(let queryID)):
            key = .queryID(queryID)
        case (.some, .some), (nil, nil):
            throw .queryParameter("out_order_no", "与query_id必须且只能填写一个")
        }
    }

    static func orderNumber(in request: ReceivedRequest) -> String? {
        guard
            let number = try? QueryString(request.query)
                .text("out_order_no", upTo: SandboxOutOrderNumber.maxLength),
            SandboxOutOrderNumber.isValid(number)
        else { return nil }
        return number
    }

    static func outcome(of request: MerchantRequest) throws(SandboxRefusal) -> CallOutcome {
        let query = try QueryOrder(
            QueryString(request.received.query), merchant: request.merchant)
        let found: ServiceOrder? =
            switch query.key {
            case .outOrderNumber(let number): request.orders[number]
            case .queryID(let queryID): request.orders.values.first { $0.queryID == queryID }
            }
        guard let found else { throw .noSuchOrder }
        let order = found.settled(at: request.now)
        return CallOutcome(answer: Answer(status: 200, OrderAnswer(showing: order)))
    }
}
