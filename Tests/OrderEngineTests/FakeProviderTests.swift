import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Testing

@Suite struct FakeProviderTests {
    /// As a merchant writes it, by WeChat's documentation.
    private static let completion = Array(
        """
        {"post_payments": [{"name": "租金", "amount": 15000}],
         "post_discounts": [{"name": "优惠", "amount": 2200}], "total_amount": 12800}
        """.utf8)

    @Test func `what a real completion collects is at stake in a cancel`() async throws {
        let bench = try EngineBench()
        bench.provider.show(
            bench.order, as: OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM"))
        let engine = bench.engine()
        _ = try await engine.complete(bench.order, json: Self.completion, caller: bench.caller)
        #expect(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller)
                .decision.description == "needs acknowledgement: collection_abandoned ¥128.00")
    }

    @Test(arguments: [
        ("", ""), ("5000", "/total_amount"), ("{}", "/total_amount"),
        (#"{"total_amount": "5000"}"#, "/total_amount"),
        (#"{"total_amount": 5000.5}"#, "/total_amount"),
        (#"{"total_amount": 5000, "total_amount": 0}"#, ""),
    ])
    func `a completion without an amount is refused where it is wrong`(
        _ json: String, _ pointer: String
    ) throws {
        let order = try OutOrderNumber("A-1")
        let problem = #expect(throws: RequestProblems.self) {
            try FakeProvider().request(
                for: ProviderWish(.complete, .json(Array(json.utf8))), of: order)
        }
        #expect(problem?.first.pointer == pointer)
    }

    @Test(arguments: [
        (#"{"need_user_confirm": false, "openid": "o"}"#, OrderMode.noConfirm),
        (#"{"risk_fund": {"name": "DEPOSIT", "amount": 10000}}"#, .confirm),
    ])
    func `a create has the mode that it names`(_ json: String, _ mode: OrderMode) throws {
        let order = try OutOrderNumber("A-1")
        let request = try FakeProvider().request(
            for: ProviderWish(.create, .json(Array(json.utf8))), of: order)
        #expect(request.call.terms.mode == mode)
        #expect(request.body == Array(json.utf8))
    }
}
