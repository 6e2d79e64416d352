import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("A modification") struct ModifyOrderTests {
    /// What query shows of the amounts: in total, to collect, due and paid.
    private func amounts(_ number: String, _ merchant: TestMerchant) async throws -> [Int?] {
        let json = try await merchant.query(number).json
        let collection = json["collection"] as? [String: Any]
        return [json["total_amount"] as? Int]
            + ["total_amount", "paying_amount", "paid_amount"].map { collection?[$0] as? Int }
    }

    @Test func `lowers what is due and replaces what the order lists`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.inService.prepare("A1", merchant)
            let discounted: [String: Any] = [
                "post_payments": [["name": "就餐费用", "amount": 4500]],
                "post_discounts": [["name": "会员", "amount": 500]],
            ]
            #expect(try await merchant.complete("A1", amount: 4000, discounted).status == 200)
            let answer = try await merchant.modify("A1", to: 2800)
            #expect(answer.status == 200)
            let shown = try await merchant.query("A1")
            #expect(answer.text == shown.text)
            #expect(try await amounts("A1", merchant) == [2800, 2800, 2800, 0])
            let payments = shown.json["post_payments"] as? [[String: Any]]
            #expect(payments?.map { $0["amount"] as? Int } == [2800])
            #expect((shown.json["post_discounts"] as? [Any])?.isEmpty == true)
            let range = shown.json["time_range"] as? [String: String]
            #expect(range?["end_time"] == "20260702")
            #expect(shown.json["need_collection"] as? Bool == true)
            #expect(!shown.text.contains("菜品退换"))
        }
    }

    @Test func `leaves to pay what has not been paid of the lower amount`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.partlyPaid.prepare("A1", merchant)
            #expect(try await merchant.modify("A1", to: 1001).status == 200)
            #expect(try await amounts("A1", merchant) == [1001, 1001, 1, 1000])
            try await merchant.control("POST", "orders/A1/pay")
            #expect(try await amounts("A1", merchant) == [1001, 1001, 0, 1001])
            #expect(try await merchant.shownState("A1") == ["DONE", nil, "USER_PAID"])
            #expect(try await merchant.modify("A1", to: 1001).code == "INVALID_ORDER_STATE")
        }
    }

    @Test func `must lower the amount and leave something to pay`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.collecting.prepare("A1", merchant)
            for amount in [0, 4000, 4001] {
                let refused = try await merchant.modify("A1", to: amount)
                #expect(refused.status == 400, "\(amount)")
                #expect(refused.code == "INVALID_REQUEST", "\(amount)")
            }
            #expect(try await amounts("A1", merchant) == [4000, 4000, 4000, 0])
            try await LegalityState.partlyPaid.prepare("A2", merchant)
            for amount in [0, 999, 1000, 4000] {
                #expect(try await merchant.modify("A2", to: amount).code == "INVALID_REQUEST")
            }
            #expect(try await amounts("A2", merchant) == [4000, 4000, 3000, 1000])
        }
    }

    @Test func `may follow another with a lower amount still, and re-enter itself`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.lowered.prepare("A1", merchant)
            #expect(try await merchant.modify("A1").status == 200)
            let other = try await merchant.modify("A1", ["reason": "别的"])
            #expect(other.code == "INVALID_REQUEST")
            #expect(try await merchant.modify("A1", to: 2999).status == 200)
            // The first modification again would raise the amount.
            #expect(try await merchant.modify("A1").code == "INVALID_REQUEST")
            #expect(try await amounts("A1", merchant) == [2999, 2999, 2999, 0])
        }
    }

    @Test(arguments: [
        (RepeatedModify.reentered, 200, 200), (.lowered, 400, 200), (.refused, 400, 400),
    ])
    func `is repeated as the settings choose`(
        choice: RepeatedModify, same: Int, lower: Int
    ) async throws {
        try await Scene.run {
            $0.repeatedModify = choice
            $0.reasonLimit = 30
        } _: { scene in
            let merchant = scene.merchant
            try await LegalityState.lowered.prepare("A1", merchant)
            #expect(try await merchant.modify("A1").status == same)
            #expect(try await merchant.modify("A1", to: 2000).status == lower)
            let amount = lower == 200 ? 2000 : 3000
            #expect(try await amounts("A1", merchant) == [amount, amount, amount, 0])
            let long = String(repeating: "长", count: 31)
            let refused = try await merchant.modify("A1", to: 1000, ["reason": long])
            #expect(refused.code == "PARAM_ERROR")
        }
    }

    @Test func `waits for a deduction that fails, and comes too late for one that does not`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.deducting.prepare("A1", merchant)
            #expect(try await merchant.modify("A1").text.contains("扣款中"))
            #expect(try await amounts("A1", merchant) == [4000, 4000, 4000, 0])
            try await merchant.control("POST", "orders/A1/deduction-stop")
            #expect(try await merchant.modify("A1").status == 200)
            try await merchant.control("POST", "orders/A1/deduction-start")
            #expect(try await merchant.modify("A1").text.contains("扣款中"))
            try await merchant.control("POST", "orders/A1/pay")
            #expect(try await merchant.modify("A1").code == "INVALID_ORDER_STATE")
            #expect(try await amounts("A1", merchant) == [3000, 3000, 0, 3000])
        }
    }

    @Test func `is not undone by a repeated completion, nor forgotten by a cancel`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.lowered.prepare("A1", merchant)
            #expect(try await merchant.complete("A1").json["total_amount"] as? Int == 3000)
            #expect(try await merchant.complete("A1", amount: 3000).code == "INVALID_REQUEST")
            #expect(try await amounts("A1", merchant) == [3000, 3000, 3000, 0])
            #expect(try await merchant.cancel("A1").status == 200)
            #expect(try await merchant.modify("A1").code == "ORDER_CANCELED")
            #expect(try await amounts("A1", merchant) == [3000, nil, nil, nil])
        }
    }

    @Test func `whose answer was lost is found by query, and after a restart`() async throws {
        try await Scene.run { scene in
            try await LegalityState.collecting.prepare("A1", scene.merchant)
            try await scene.merchant.control(
                "POST", "faults", "{\"operation\":\"modify\",\"kind\":\"answer_lost\"}")
            let merchant = scene.merchant
            await #expect(throws: (any Error).self) { try await merchant.modify("A1") }
            #expect(try await amounts("A1", merchant) == [3000, 3000, 3000, 0])
            let last = try await merchant.requestLog().last { $0["operation"] is String }
            #expect(last?["out_order_no"] as? String == "A1")
            try await scene.restart()
            #expect(try await amounts("A1", scene.merchant) == [3000, 3000, 3000, 0])
            #expect(try await scene.merchant.modify("A1").status == 200)
            #expect(try await scene.merchant.modify("A1", to: 3001).code == "INVALID_REQUEST")
        }
    }

    @Test func `that breaks a rule is refused and changes nothing`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.collecting.prepare("A1", merchant)
            for (field, changes) in Self.wrong {
                let answer = try await merchant.modify("A1", changes)
                #expect(answer.code == "PARAM_ERROR", "\(changes)")
                let detail = answer.json["detail"] as? [String: Any]
                #expect(detail?["field"] as? String == field, "\(changes)")
            }
            let miscounted: [[String: Any]] = [
                ["total_amount": 2999], ["post_discounts": [["name": "减", "amount": 1]]],
            ]
            for changes in miscounted {
                #expect(try await merchant.modify("A1", changes).text.contains("最终总金额计算非法"))
            }
            let noService = try await merchant.modify("A1", ["service_id": NSNull()])
            #expect(noService.status == 403)
            #expect(noService.json["message"] as? String == "商户暂无权限使用此服务")
            #expect(try await amounts("A1", merchant) == [4000, 4000, 4000, 0])
            let right: [String: Any] = [
                "post_payments": [["name": "就餐费用", "amount": 3001]],
                "post_discounts": [["name": "减", "amount": 1]],
                "reason": String(repeating: "长", count: 50),
                "device": ["start_device_id": "D1"],
            ]
            let answer = try await merchant.modify("A1", right)
            #expect(answer.status == 200, "\(answer.text)")
            #expect((answer.json["device"] as? [String: String])?["start_device_id"] == "D1")
        }
    }

    private static var wrong: [(field: String?, changes: [String: Any])] {
        [
            ("/appid", ["appid": NSNull()]),
            ("/reason", ["reason": NSNull()]),
            ("/reason", ["reason": ""]),
            ("/reason", ["reason": String(repeating: "长", count: 51)]),
            ("/reason", ["reason": "🙂"]),
            ("/total_amount", ["total_amount": NSNull()]),
            ("/total_amount", ["total_amount": -1]),
            ("/total_amount", ["total_amount": "3000"]),
            ("/post_payments", ["post_payments": NSNull()]),
            ("/post_payments", ["post_payments": [String]()]),
            ("/post_payments", ["post_payments": Array(repeating: ["name": "商品信息"], count: 101)]),
            ("/post_payments/0/name", ["post_payments": [["amount": 3000]]]),
            ("/post_discounts", ["post_discounts": Array(repeating: ["amount": 1], count: 31)]),
            ("/device", ["device": "D1"]),
        ]
    }
}
