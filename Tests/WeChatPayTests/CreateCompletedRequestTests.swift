import OrderEngine
import OrderLifecycle
import StrictJSON
import Testing

@testable import WeChatPay

/// Creating and completing in one, as it is spoken.
struct CreateCompletedRequestTests {
    private static let whole = """
        {"out_order_no":"A1","openid":"o1","service_introduction":"餐饮",\
        "time_range":{"start_time":"20260201","end_time":"20260202"},\
        "post_payments":[{"name":"a","amount":500},{"name":"a","amount":100}],\
        "post_discounts":[{"name":"c","amount":100},{"name":"c"}],"total_amount":500,\
        "notify_url":"https://merchant.example/n","profit_sharing":false,"goods_tag":"g",\
        "need_user_confirm":false}
        """

    private static func request(
        _ members: String = "", without name: String = ""
    ) throws -> ProviderRequest {
        let base = try JSONValue.read(Array(whole.utf8), limit: 65_536)
        let extra = try JSONValue.read(Array("{\(members)}".utf8), limit: 65_536)
        let merged = base.setting(extra.members ?? []).removing(name)
        return try RequestBuilder(
            merchant: try TestKeys.merchantSettings(), reasonLimit: 30
        ).request(
            for: ProviderWish(.createCompleted, .json(merged.canonical)), of: OutOrderNumber("A1"))
    }

    @Test func `the number and the customer stand in the body`() throws {
        let request = try Self.request()
        #expect(request.call == .createCompleted(total: try Amount(fen: 500)))
        let body = try JSONValue.read(request.body, limit: 65_536)
        #expect(body["out_order_no"] == "A1")
        #expect(body["openid"] == "o1")
        #expect(body["appid"] == "wxd678efh567hg6787")
        #expect(body["service_id"] == "500001")
    }

    @Test(arguments: [
        ("\"total_amount\":499", "/total_amount"),
        ("\"need_user_confirm\":true", "/need_user_confirm"),
        ("\"time_range\":{\"start_time\":\"20260201\"}", "/time_range/end_time"),
        ("\"time_range\":{\"end_time\":\"20260201\"}", "/time_range/start_time"),
        ("\"profit_sharing\":\"no\"", "/profit_sharing"), ("\"openid\":\"\"", "/openid"),
    ])
    func `what breaks a rule is refused with its place`(members: String, pointer: String) {
        #expect {
            try Self.request(members)
        } throws: { error in
            (error as? RequestProblems)?.all.map(\.pointer) == [pointer]
        }
    }

    @Test(arguments: [
        "out_order_no", "openid", "service_introduction", "time_range", "post_payments",
        "total_amount", "notify_url",
    ])
    func `it needs its members`(name: String) {
        #expect {
            try Self.request(without: name)
        } throws: { error in
            (error as? RequestProblems)?.all.map(\.pointer).contains("/\(name)") ?? false
        }
    }

    @Test func `where nothing is collected, no notification is needed`() throws {
        let request = try Self.request(
            "\"post_payments\":[{\"amount\":0}],\"post_discounts\":[],\"total_amount\":0",
            without: "notify_url")
        #expect(request.call == .createCompleted(total: .zero))
    }

    @Test func `it is made where WeChat's page says, or where the settings say`() throws {
        let order = try OutOrderNumber("A1")
        #expect(
            PayScoreTarget.call(.createCompleted, order).target
                == "/payscore/serviceorder/direct-complete")
        var endpoint = WeChatPayEndpoint.official
        endpoint.directCompletePath = .v3
        #expect(
            PayScoreTarget.call(.createCompleted, order, at: endpoint).target
                == "/v3/payscore/serviceorder/direct-complete")
        // No other call is moved by it.
        #expect(
            PayScoreTarget.call(.create, order, at: endpoint).target == "/v3/payscore/serviceorder")
    }

    private static func isPossible(_ snapshot: OrderSnapshot, total: Int64 = 500) throws -> Bool {
        CreateCompletedRequest.isPossible(
            snapshot, after: .createCompleted(total: try Amount(fen: total)))
    }

    @Test(
        arguments: [
            (OrderSnapshot(state: "FINISHED", stateDescription: "MCH_COMPLETE"), true),
            (OrderSnapshot(state: "DOING", stateDescription: "MCH_COMPLETE"), true),
            (
                OrderSnapshot(
                    state: "DOING", stateDescription: "MCH_COMPLETE",
                    collection: CollectionSnapshot(state: "USER_PAID")), true
            ),
            (OrderSnapshot(state: "DONE"), true),
            (OrderSnapshot(state: "FINISHED", totalAmount: .fen(500)), true),
            (OrderSnapshot(state: "FINISHED", totalAmount: .fen(499)), false),
            (
                OrderSnapshot(
                    state: "DOING", stateDescription: "MCH_COMPLETE",
                    collection: CollectionSnapshot(state: "USER_PAYING", totalAmount: .fen(499))),
                false
            ),
            (
                OrderSnapshot(
                    state: "DOING", stateDescription: "MCH_COMPLETE",
                    collection: CollectionSnapshot(
                        state: "USER_PAYING", totalAmount: .fen(499), payingAmount: .fen(499),
                        paidAmount: .fen(0))), false
            ),
            (OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM"), false),
            // Without confirmation, that is an order whose creation failed.
            (OrderSnapshot(state: "CREATED"), false), (OrderSnapshot(state: "REVOKED"), false),
            (OrderSnapshot(state: "EXPIRED"), false), (OrderSnapshot(state: "CLOSED"), false),
        ] as [(OrderSnapshot, Bool)])
    func `only a completed order of our total is a success`(
        snapshot: OrderSnapshot, expected: Bool
    ) throws {
        #expect(try Self.isPossible(snapshot) == expected)
    }

    @Test func `without charge the order may be closed or still be open`() throws {
        #expect(
            try Self.isPossible(
                OrderSnapshot(state: "DONE", totalAmount: .fen(0), needCollection: false),
                total: 0))
        #expect(
            try Self.isPossible(
                OrderSnapshot(state: "DOING", stateDescription: "MCH_COMPLETE"), total: 0))
        #expect(try !Self.isPossible(OrderSnapshot(state: "DOING"), total: 0))
    }

    @Test func `it goes to the path of the settings, and an answer of the sample's is believed`()
        async throws
    {
        let answer = WeChatImitation().answer(
            200,
            """
            {"mchid":"1230000109","appid":"wxd678efh567hg6787","service_id":"500001",\
            "out_order_no":"A1","order_id":"15646546545165651651","state":"FINISHED",\
            "state_description":"MCH_COMPLETE","total_amount":500}
            """)
        let request = try Self.request()
        try await LoopbackServer.serving(answer) { server in
            try await WeChatPayProvider.speaking(to: server.origin) { provider in
                guard case .accepted(let receipt, _) = await provider.send(request) else {
                    Issue.record("the call was not accepted")
                    return
                }
                #expect(receipt.snapshot?.state == "FINISHED")
            }
            #expect(
                server.requests.map(\.target) == ["/payscore/serviceorder/direct-complete"])
            #expect(server.requests.map(\.body) == [request.body])
        }
    }
}
