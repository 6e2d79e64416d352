import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("Sync and pay") struct SyncOrderTests {
    @Test func `a sync ends the collecting with a receipt of the merchant's own`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.partlyPaid.prepare("A1", merchant)
            let answer = try await merchant.sync("A1").json
            #expect(answer["state"] as? String == "DONE")
            #expect(answer["state_description"] == nil)
            #expect(answer["need_collection"] as? Bool == true)
            #expect(answer["total_amount"] as? Int == 4000)
            let collection = try #require(answer["collection"] as? [String: Any])
            #expect(collection["state"] as? String == "USER_PAID")
            #expect(collection["paying_amount"] as? Int == 0)
            #expect(collection["paid_amount"] as? Int == 4000)
            let details = try #require(collection["details"] as? [[String: Any]])
            #expect(details.map { $0["paid_type"] as? String } == ["NEWTON", "MCH"])
            #expect(details.map { $0["amount"] as? Int } == [1000, 3000])
            #expect(details[1]["paid_time"] as? String == "20260702120000")
            #expect(details[1]["transaction_id"] == nil)
            #expect(try await merchant.control("POST", "orders/A1/pay").status == 409)
        }
    }

    @Test func `a sync that breaks a rule is refused and names the member`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.collecting.prepare("A1", merchant)
            let wrong: [(field: String, changes: [String: Any])] = [
                ("/type", ["type": NSNull()]), ("/type", ["type": "order_paid"]),
                ("/detail", ["detail": NSNull()]),
                ("/detail/paid_time", ["detail": [String: Any]()]),
                ("/detail/paid_time", ["detail": ["paid_time": "2026-07-02"]]),
                ("/detail/paid_time", ["detail": ["paid_time": "20260230"]]),
                ("/appid", ["appid": NSNull()]), ("/service_id", ["service_id": NSNull()]),
                ("/out_order_no", ["out_order_no": "A1"]),
            ]
            for wrong in wrong {
                let answer = try await merchant.sync("A1", wrong.changes)
                #expect(answer.code == "PARAM_ERROR", "\(wrong)")
                let detail = answer.json["detail"] as? [String: Any]
                #expect(detail?["field"] as? String == wrong.field, "\(wrong)")
            }
            #expect(try await merchant.shownState("A1")[0] == "DOING")
            #expect(try await merchant.sync("A1", ["appid": "wx1"]).code == "APPID_MCHID_NOT_MATCH")
            let day = try await merchant.sync("A1", ["detail": ["paid_time": "20260701"]])
            #expect(day.status == 200)
        }
    }

    @Test(arguments: PayAnswer.allCases)
    func `pay names the order and, as the setting says, the merchant`(
        setting: PayAnswer
    ) async throws {
        try await Scene.run {
            $0.payAnswer = setting
        } _: { scene in
            try await LegalityState.collecting.prepare("A1", scene.merchant)
            let before = try await scene.merchant.query("A1").text
            let answer = try await scene.merchant.pay("A1")
            #expect(answer.status == 200)
            var members: Set = ["appid", "order_id", "out_order_no", "service_id"]
            if setting == .withMerchantID { members.insert("mchid") }
            #expect(Set(answer.json.keys) == members)
            #expect(try await scene.merchant.query("A1").text == before)
        }
    }

    @Test func `where the setting says so, a pay begins a deduction`() async throws {
        try await Scene.run {
            $0.payEffect = .startsDeduction
        } _: { scene in
            let merchant = scene.merchant
            try await LegalityState.collecting.prepare("A1", merchant)
            #expect(try await merchant.pay("A1").status == 200)
            #expect(try await merchant.cancel("A1").code == "PARAM_ERROR")
            try await merchant.control("POST", "orders/A1/deduction-stop")
            #expect(try await merchant.cancel("A1").status == 200)
        }
    }
}
