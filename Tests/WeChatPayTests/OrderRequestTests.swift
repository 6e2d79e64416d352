import OrderEngine
import OrderLifecycle
import StrictJSON
import Testing

@testable import WeChatPay

/// Requests as values, and that all that is wrong is told at once.
struct OrderRequestTests {
    private static func request(
        _ kind: OrderCall.Kind, _ json: [UInt8]
    ) throws -> ProviderRequest {
        try RequestBuilder(merchant: try TestKeys.merchantSettings(), reasonLimit: 30).request(
            for: ProviderWish(kind, .json(json)), of: OutOrderNumber("A1"))
    }

    private static func problems(_ kind: OrderCall.Kind, _ json: [UInt8]) -> [RequestProblem] {
        do { _ = try request(kind, json) } catch let problems as RequestProblems {
            return problems.all
        } catch { Issue.record("\(error)") }
        return []
    }

    private static func fen(_ fen: Int64) throws -> Amount { try Amount(fen: fen) }

    /// 2026-01-31T20:30:05.999Z.
    private static let evening = Timestamp(clamping: 1_769_891_405_999)

    @Test func `a create with every member is the body that WeChat's page describes`() throws {
        var create = CreateOrderRequest(
            try OutOrderNumber("A1"), introduction: "充电宝",
            timeRange: ServiceTimeRange(
                start: .at(BeijingTime(Self.evening)), end: .day(of: Self.evening)),
            riskFund: RiskFund(.estimatedCost, try Self.fen(10_000), details: "预估"),
            notifyURL: "https://merchant.example/n")
        create.timeRange.startRemark = "起"
        create.timeRange.endRemark = "止"
        create.mode = .noConfirm
        create.openID = try OpenID("o1")
        create.items = [OrderItem("租金", try Self.fen(500), details: "每小时", count: 2)]
        create.discounts = [OrderDiscount("券", try Self.fen(100))]
        create.location = ServiceLocation(start: "甲", end: "乙")
        create.device = ServiceDevice(
            startDeviceID: "D1", endDeviceID: "D2", materialNumber: "M1")
        create.attachment = "a"
        let request = try Self.request(.create, create.json)
        #expect(request.call == .create(.noConfirm, riskFund: try Self.fen(10_000)))
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == """
                {"appid":"wxd678efh567hg6787","attach":"a","device":{"end_device_id":"D2",\
                "materiel_no":"M1","start_device_id":"D1"},\
                "location":{"end_location":"乙","start_location":"甲"},\
                "need_user_confirm":false,"notify_url":"https://merchant.example/n",\
                "openid":"o1","out_order_no":"A1",\
                "post_discounts":[{"amount":100,"name":"券"}],\
                "post_payments":[{"amount":500,"count":2,"description":"每小时","name":"租金"}],\
                "risk_fund":{"amount":10000,"description":"预估","name":"ESTIMATE_ORDER_COST"},\
                "service_id":"500001","service_introduction":"充电宝",\
                "time_range":{"end_time":"20260201","end_time_remark":"止",\
                "start_time":"20260201043005","start_time_remark":"起"}}
                """)
        #expect(RequestMembers.unknown(in: create.json, of: .create).isEmpty)
    }

    @Test func `a complete, a modify and a create and complete in one name known members only`()
        throws
    {
        let items = [OrderItem("租金", try Self.fen(500)), OrderItem("押金", .zero)]
        let total = try Self.fen(500)
        var complete = CompleteOrderRequest(items: items, total: total)
        complete.timeRange = ServiceTimeRange(end: BeijingTime(written: "20260201"))
        complete.location = ServiceLocation(end: "乙")
        complete.device = ServiceDevice(endDeviceID: "D")
        complete.sharesProfit = false
        complete.goodsTag = "g"
        #expect(try Self.request(.complete, complete.json).call == .complete(total: total))
        let modify = ModifyOrderRequest(items: items, total: total, reason: "优惠")
        #expect(try Self.request(.modify, modify.json).reason == "优惠")
        var whole = CreateCompletedOrderRequest(
            try OutOrderNumber("A1"), openID: try OpenID("o1"), introduction: "餐饮",
            timeRange: ServiceTimeRange(
                start: .at(BeijingTime(written: "20260201")),
                end: BeijingTime(written: "20260202")),
            items: items, total: total)
        whole.notifyURL = "https://merchant.example/n"
        whole.discounts = []
        whole.location = ServiceLocation(start: "甲")
        whole.sharesProfit = true
        whole.goodsTag = "g"
        whole.attachment = "a"
        #expect(
            try Self.request(.createCompleted, whole.json).call == .createCompleted(total: total))
        for (kind, json) in [
            (OrderCall.Kind.complete, complete.json), (.modify, modify.json),
            (.createCompleted, whole.json),
        ] {
            #expect(RequestMembers.unknown(in: json, of: kind).isEmpty)
        }
    }

    @Test func `a typed request is told all that is wrong with it, as raw JSON is`() throws {
        var create = CreateOrderRequest(
            try OutOrderNumber("A2"), introduction: String(repeating: "字", count: 21),
            timeRange: ServiceTimeRange(end: BeijingTime(written: "20260231")),
            riskFund: RiskFund(.deposit, .zero), notifyURL: "http://merchant.example")
        create.mode = .noConfirm
        create.items = [OrderItem("租金", count: 0)]
        let problems = Self.problems(.create, create.json)
        #expect(
            Set(problems.map(\.pointer)) == [
                "/out_order_no", "/service_introduction", "/time_range/start_time",
                "/time_range/end_time", "/risk_fund/name", "/risk_fund/amount", "/notify_url",
                "/openid", "/post_payments/0/count",
            ])
        // Each place once.
        #expect(problems.count == 9, "\(problems)")
    }

    @Test func `every message about a time says that it is Beijing's`() throws {
        for range in [
            #"{"start_time":"x","end_time":"20260101"}"#,
            #"{"start_time":"20260101","end_time":"x"}"#,
            #"{"start_time":"20260102","end_time":"20260101"}"#,
        ] {
            let problems = Self.problems(
                .complete,
                Array(
                    #"{"post_payments":[{"amount":0}],"total_amount":0,"time_range":\#(range)}"#
                        .utf8))
            #expect(problems.count == 1)
            #expect(problems.first?.explanation.contains("Beijing time (UTC+8)") == true)
        }
        #expect("\(BeijingTime(written: "20260131"))" == "20260131 in Beijing time (UTC+8)")
    }

    @Test func `the sum is judged only where every amount is one`() {
        let json = #"{"post_payments":[{"amount":5},{"amount":-1}],"total_amount":4}"#
        #expect(
            Self.problems(.complete, Array(json.utf8)).map(\.pointer)
                == ["/post_payments/1/amount"])
    }

    @Test func `nobody is told more problems than can be read`() {
        let json = "[" + Array(repeating: "null", count: 500).joined(separator: ",") + "]"
        #expect(
            Self.problems(.complete, Array("{\"x\":\(json)}".utf8)).count == ProblemLog.limit)
    }
}
