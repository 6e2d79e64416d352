import OrderEngine
import OrderLifecycle
import StrictJSON
import Testing

@testable import WeChatPay

struct RequestBuildingTests {
    private static func builder(reasonLimit: Int = 30) throws -> RequestBuilder {
        RequestBuilder(merchant: try TestKeys.merchantSettings(), reasonLimit: reasonLimit)
    }

    /// The places of all that is wrong.
    private static func pointers(_ error: any Error) -> [String]? {
        (error as? RequestProblems)?.all.map(\.pointer)
    }

    @Test func `a cancel has three members, and the number stands in the path only`() throws {
        let request = try Self.builder().request(
            for: ProviderWish(.cancel, .reason(CancelReason("用户\"投诉\""))), of: OutOrderNumber("A1"))
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "{\"appid\":\"wxd678efh567hg6787\",\"reason\":\"用户\\\"投诉\\\"\","
                + "\"service_id\":\"500001\"}")
        #expect(request.call == .cancel)
    }

    @Test func `a collect names the application and the service, and nothing else`() throws {
        let request = try Self.builder().request(
            for: ProviderWish(.collect, .nothing), of: OutOrderNumber("A1"))
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "{\"appid\":\"wxd678efh567hg6787\",\"service_id\":\"500001\"}")
        #expect(request.call == .collect)
    }

    @Test func `a report says the second of the payment in Beijing time`() throws {
        let moment = try Timestamp(beijing: "20260131")
        let request = try Self.builder().request(
            for: ProviderWish(.reportPaid, .paidAt(moment)), of: OutOrderNumber("A1"))
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "{\"appid\":\"wxd678efh567hg6787\","
                + "\"detail\":{\"paid_time\":\"20260131000000\"},"
                + "\"service_id\":\"500001\",\"type\":\"Order_Paid\"}")
        #expect(request.call == .reportPaid(at: moment))
        #expect(request.reason == nil)
        // The bytes cannot say it, and so the record may not.
        #expect {
            try Self.builder().request(
                for: ProviderWish(.reportPaid, .paidAt(moment.advanced(by: .milliseconds(1)))),
                of: OutOrderNumber("A1"))
        } throws: { error in
            (error as? RequestProblems)?.first.pointer == "/detail/paid_time"
        }
    }

    @Test func `a reason is as long as the settings allow`() throws {
        let long = try CancelReason(String(repeating: "字", count: 31), limit: 50)
        let order = try OutOrderNumber("A1")
        _ = try Self.builder(reasonLimit: 50).request(
            for: ProviderWish(.cancel, .reason(long)), of: order)
        #expect {
            try Self.builder().request(
                for: ProviderWish(.cancel, .reason(long)), of: order)
        } throws: { error in
            Self.pointers(error) == ["/reason"]
        }
    }

    private static let create = """
        "out_order_no":"A1","service_introduction":"充电宝","time_range":{"start_time":"OnAccept"},\
        "risk_fund":{"name":"DEPOSIT","amount":10000},"notify_url":"https://merchant.example/n"
        """

    /// Makes a create of the common members with some replaced (by name) or added.
    private static func create(_ members: String, without names: [String] = []) throws
        -> ProviderRequest
    {
        let base = try JSONValue.read(Array("{\(create)}".utf8), limit: 65_536)
        let extra = try JSONValue.read(Array("{\(members)}".utf8), limit: 1_000_000)
        var merged = base.setting(extra.members ?? [])
        for name in names { merged = merged.removing(name) }
        return try builder().request(
            for: ProviderWish(.create, .json(merged.canonical)), of: OutOrderNumber("A1"))
    }

    @Test func `a create in confirm mode says so`() throws {
        let request = try Self.create("\"attach\":\"x\",\"future_member\":{\"a\":[1.50]}")
        #expect(request.call == .create(.confirm, riskFund: try Amount(fen: 10_000)))
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == """
                {"appid":"wxd678efh567hg6787","attach":"x","future_member":{"a":[1.50]},\
                "need_user_confirm":true,"notify_url":"https://merchant.example/n",\
                "out_order_no":"A1","risk_fund":{"amount":10000,"name":"DEPOSIT"},\
                "service_id":"500001","service_introduction":"充电宝",\
                "time_range":{"start_time":"OnAccept"}}
                """)
    }

    @Test func `a create without confirmation names the customer`() throws {
        let request = try Self.create(
            """
            "need_user_confirm":false,"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
            "risk_fund":{"name":"ESTIMATE_ORDER_COST","amount":1,"description":"d"},
            "time_range":{"start_time":"20240229120000","end_time":"20240301"},
            "post_payments":[{"name":"商品信息","amount":0},{"name":"商品信息","count":100}]
            """)
        #expect(request.call.terms.mode == .noConfirm)
        #expect(
            String(decoding: request.body, as: UTF8.self).contains("\"need_user_confirm\":false"))
    }

    @Test(arguments: [
        ("\"appid\":\"wxother\"", "/appid"), ("\"service_id\":\"500002\"", "/service_id"),
        ("\"mchid\":\"1\"", "/mchid"), ("\"appid\":7", "/appid"),
        ("\"out_order_no\":\"A2\"", "/out_order_no"), ("\"out_order_no\":1", "/out_order_no"),
        ("\"service_introduction\":\"\"", "/service_introduction"),
        ("\"service_introduction\":\"一二三四五六七八九十一二三四五六七八九十一\"", "/service_introduction"),
        ("\"service_introduction\":\"充电😀\"", "/service_introduction"),
        ("\"a/b~c\":\"😀\"", "/a~1b~0c"), ("\"x\":{\"y\":[1,null]}", "/x/y/1"),
        ("\"attach\":null", "/attach"), ("\"attach\":\"\"", "/attach"),
        ("\"post_payments\":{}", "/post_payments"), ("\"post_payments\":[1]", "/post_payments/0"),
        ("\"post_payments\":[{\"amount\":-1}]", "/post_payments/0/amount"),
        ("\"post_payments\":[{\"amount\":1.0}]", "/post_payments/0/amount"),
        ("\"post_payments\":[{\"amount\":1e2}]", "/post_payments/0/amount"),
        ("\"post_payments\":[{\"amount\":\"5\"}]", "/post_payments/0/amount"),
        ("\"post_payments\":[{\"amount\":1000000001}]", "/post_payments/0/amount"),
        ("\"post_payments\":[{\"count\":0}]", "/post_payments/0/count"),
        ("\"post_payments\":[{\"count\":101}]", "/post_payments/0/count"),
        ("\"time_range\":{}", "/time_range/start_time"), ("\"time_range\":[]", "/time_range"),
        ("\"time_range\":{\"start_time\":\"20230229\"}", "/time_range/start_time"),
        ("\"time_range\":{\"start_time\":\"20231301\"}", "/time_range/start_time"),
        ("\"time_range\":{\"start_time\":\"20230101240000\"}", "/time_range/start_time"),
        ("\"time_range\":{\"start_time\":\"2023-01-01\"}", "/time_range/start_time"),
        ("\"time_range\":{\"start_time\":\"onaccept\"}", "/time_range/start_time"),
        (
            "\"time_range\":{\"start_time\":\"OnAccept\",\"end_time\":\"OnAccept\"}",
            "/time_range/end_time"
        ),
        (
            "\"time_range\":{\"start_time\":\"20230102\",\"end_time\":\"20230101235959\"}",
            "/time_range/end_time"
        ),
        ("\"location\":\"x\"", "/location"),
        ("\"device\":{\"materiel_no\":1}", "/device/materiel_no"),
        ("\"risk_fund\":{\"name\":\"UDEPOSIT\",\"amount\":1}", "/risk_fund/name"),
        ("\"risk_fund\":{\"amount\":1}", "/risk_fund/name"),
        ("\"risk_fund\":{\"name\":\"DEPOSIT\"}", "/risk_fund/amount"),
        ("\"risk_fund\":{\"name\":\"DEPOSIT\",\"amount\":0}", "/risk_fund/amount"),
        ("\"notify_url\":\"http://merchant.example\"", "/notify_url"),
        ("\"notify_url\":\"https://merchant.example/?a=1\"", "/notify_url"),
        ("\"notify_url\":\"https://\"", "/notify_url"),
        ("\"need_user_confirm\":\"false\"", "/need_user_confirm"),
        (
            "\"need_user_confirm\":false,"
                + "\"risk_fund\":{\"name\":\"ESTIMATE_ORDER_COST\",\"amount\":1}", "/openid"
        ),
        ("\"need_user_confirm\":false,\"openid\":\"o1\"", "/risk_fund/name"),
    ])
    func `a create that breaks a rule is refused with its place`(members: String, pointer: String) {
        #expect {
            try Self.create(members)
        } throws: { error in
            Self.pointers(error) == [pointer]
        }
    }

    @Test(arguments: [
        "out_order_no", "service_introduction", "time_range", "risk_fund", "notify_url",
    ])
    func `a create needs its members`(name: String) {
        #expect {
            try Self.create("", without: [name])
        } throws: { error in
            Self.pointers(error) == ["/\(name)"]
        }
    }

    @Test(arguments: [("post_payments", 100), ("post_discounts", 30)])
    func `lists have their limits`(name: String, limit: Int) throws {
        func items(_ count: Int) -> String {
            "[\((0..<count).map { "{\"name\":\"n\($0)\",\"amount\":1}" }.joined(separator: ","))]"
        }
        _ = try Self.create("\"\(name)\":\(items(limit))")
        #expect(throws: RequestProblems.self) {
            try Self.create("\"\(name)\":\(items(limit + 1))")
        }
    }

    @Test(
        arguments: ["", "[]", "null", "{\"a\":1,\"a\":2}", "{\"a\":1,}", "\u{FEFF}{}", "{"],
        [OrderCall.Kind.create, .createCompleted, .complete, .modify])
    func `what is no strict JSON object is refused at its root`(
        text: String, kind: OrderCall.Kind
    ) throws {
        let builder = try Self.builder()
        let order = try OutOrderNumber("A1")
        #expect {
            try builder.request(for: ProviderWish(kind, .json(Array(text.utf8))), of: order)
        } throws: { error in
            Self.pointers(error) == [""]
        }
    }

    private static func complete(_ text: String) throws -> ProviderRequest {
        try builder().request(
            for: ProviderWish(.complete, .json(Array(text.utf8))), of: OutOrderNumber("A1"))
    }

    @Test func `a complete leaves the number to the path and fills in the owner`() throws {
        let request = try Self.complete(
            """
            {"out_order_no":"A1","post_payments":[{"name":"a","amount":500},{"name":"b"}],
            "post_discounts":[{"name":"c","amount":100}],"total_amount":400,
            "time_range":{"end_time":"20240101"},"profit_sharing":false,
            "location":{"end_location":"x"}}
            """)
        #expect(request.call.kind == .complete)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == """
                {"appid":"wxd678efh567hg6787","location":{"end_location":"x"},\
                "post_discounts":[{"amount":100,"name":"c"}],\
                "post_payments":[{"amount":500,"name":"a"},{"name":"b"}],"profit_sharing":false,\
                "service_id":"500001","time_range":{"end_time":"20240101"},"total_amount":400}
                """)
    }

    @Test func `a complete of nothing is a complete`() throws {
        _ = try Self.complete(
            "{\"post_payments\":[{\"name\":\"a\",\"amount\":0}],\"total_amount\":0}")
    }

    @Test(arguments: [
        ("{\"post_payments\":[{\"amount\":5}]}", "/total_amount"),
        ("{\"post_payments\":[{\"amount\":5}],\"total_amount\":6}", "/total_amount"),
        ("{\"post_payments\":[{\"amount\":5}],\"total_amount\":\"5\"}", "/total_amount"),
        (
            "{\"post_payments\":[{\"amount\":5}],\"post_discounts\":[{\"amount\":6}],"
                + "\"total_amount\":0}",
            "/total_amount"
        ),
        ("{\"total_amount\":0}", "/post_payments"),
        ("{\"post_payments\":[],\"total_amount\":0}", "/post_payments"),
        (
            "{\"out_order_no\":\"A2\",\"post_payments\":[{\"amount\":0}],\"total_amount\":0}",
            "/out_order_no"
        ),
        ("{\"post_payments\":[{\"amount\":0}],\"total_amount\":0,\"appid\":\"x\"}", "/appid"),
        (
            "{\"post_payments\":[{\"amount\":0}],\"total_amount\":0,\"profit_sharing\":1}",
            "/profit_sharing"
        ),
        (
            "{\"post_payments\":[{\"amount\":0}],\"total_amount\":0,\"goods_tag\":null}",
            "/goods_tag"
        ),
        (
            "{\"post_payments\":[{\"amount\":0}],\"total_amount\":0,"
                + "\"time_range\":{\"end_time\":\"x\"}}",
            "/time_range/end_time"
        ),
    ])
    func `a complete that breaks a rule is refused with its place`(text: String, pointer: String) {
        #expect {
            try Self.complete(text)
        } throws: { error in
            Self.pointers(error) == [pointer]
        }
    }

    private static func modify(_ text: String, reasonLimit: Int = 30) throws -> ProviderRequest {
        try builder(reasonLimit: reasonLimit).request(
            for: ProviderWish(.modify, .json(Array(text.utf8))), of: OutOrderNumber("A1"))
    }

    @Test func `a modify leaves the number to the path, and says why`() throws {
        let request = try Self.modify(
            """
            {"out_order_no":"A1","post_payments":[{"name":"a","amount":500}],"reason":"优惠",
            "post_discounts":[{"name":"c","amount":100}],"total_amount":400,
            "device":{"end_device_id":"D"}}
            """)
        #expect(request.call == .modify(total: try Amount(fen: 400)))
        #expect(request.reason == "优惠")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == """
                {"appid":"wxd678efh567hg6787","device":{"end_device_id":"D"},\
                "post_discounts":[{"amount":100,"name":"c"}],\
                "post_payments":[{"amount":500,"name":"a"}],"reason":"优惠",\
                "service_id":"500001","total_amount":400}
                """)
    }

    private static let items = "\"post_payments\":[{\"amount\":5}],\"total_amount\":5"

    @Test(arguments: [
        ("{\(items)}", "/reason"), ("{\(items),\"reason\":\"\"}", "/reason"),
        ("{\(items),\"reason\":5}", "/reason"), ("{\(items),\"reason\":\"\\u0007\"}", "/reason"),
        ("{\(items),\"reason\":\"  \"}", "/reason"),
        ("{\(items),\"reason\":\"\(String(repeating: "字", count: 31))\"}", "/reason"),
        ("{\(items),\"reason\":\"x\",\"device\":1}", "/device"),
        ("{\(items),\"reason\":\"x\",\"service_id\":\"x\"}", "/service_id"),
        ("{\"post_payments\":[{\"amount\":5}],\"reason\":\"x\"}", "/total_amount"),
        (
            "{\"post_payments\":[{\"amount\":5}],\"total_amount\":4,\"reason\":\"x\"}",
            "/total_amount"
        ),
        ("{\"total_amount\":0,\"reason\":\"x\"}", "/post_payments"),
        ("{\"post_payments\":[],\"total_amount\":0,\"reason\":\"x\"}", "/post_payments"),
    ])
    func `a modify that breaks a rule is refused with its place`(text: String, pointer: String) {
        #expect {
            try Self.modify(text)
        } throws: { error in
            Self.pointers(error) == [pointer]
        }
    }

    @Test func `a modify's reason is as long as the settings allow`() throws {
        let long = String(repeating: "字", count: 31)
        let text = "{\(Self.items),\"reason\":\"\(long)\"}"
        #expect(try Self.modify(text, reasonLimit: 50).reason == long)
    }
}
