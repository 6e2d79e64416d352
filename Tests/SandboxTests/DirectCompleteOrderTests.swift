import Foundation
import Testing

@testable import Sandbox

@Suite("Create and complete in one") struct DirectCompleteOrderTests {
    @Test(arguments: TestMerchant.directPaths)
    func `the order awaits payment at once, whichever path is used`(path: String) async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await merchant.authorize()
            let answer = try await merchant.directComplete("A1", path: path)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.isSigned(by: merchant.publicKey))
            #expect(answer.json["state"] as? String == "FINISHED")
            #expect(answer.json["state_description"] as? String == "MCH_COMPLETE")
            #expect(answer.json["total_amount"] as? Int == 4000)
            #expect(answer.json["package"] == nil)
            #expect(
                try await merchant.shownState("A1") == ["DOING", "MCH_COMPLETE", "USER_PAYING"])
            let shown = try await merchant.query("A1").json
            #expect(shown["openid"] as? String == TestMerchant.openID)
            #expect(shown["risk_fund"] == nil)
            #expect(try await merchant.modify("A1").status == 200)
            try await merchant.control("POST", "orders/A1/pay")
            #expect(try await merchant.shownState("A1") == ["DONE", nil, "USER_PAID"])
            let log = try await merchant.requestLog()
            #expect(log[1]["operation"] as? String == "direct_complete")
            #expect(log[1]["out_order_no"] as? String == "A1")
        }
    }

    @Test func `the setting chooses the state that is answered`() async throws {
        try await Scene.run {
            $0.directCompleteState = .asQueried
        } _: { scene in
            try await scene.merchant.authorize()
            let doing = try await scene.merchant.directComplete("A1").json
            #expect(doing["state"] as? String == "DOING")
            let removed = ["notify_url": NSNull()]
            let done = try await scene.merchant.directComplete("A2", amount: 0, removed).json
            #expect(done["state"] as? String == "DONE")
            #expect(try await scene.merchant.shownState("A2") == ["DONE", nil, nil])
        }
    }

    @Test func `the same parameters are a re-entry, on either path; others are refused`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await merchant.authorize()
            let first = try await merchant.directComplete("A1")
            let again = try await merchant.directComplete("A1", path: TestMerchant.directPaths[1])
            #expect(again.text == first.text)
            #expect(try await merchant.directComplete("A1", amount: 1).code == "INVALID_REQUEST")
            #expect(try await merchant.create("A1").code == "INVALID_REQUEST")
            _ = try await merchant.create("A2")
            let other = try await merchant.directComplete("A2")
            #expect(other.json["message"] as? String == "订单重入参数校验失败")
            #expect(try await merchant.shownState("A2")[0] == "CREATED")
        }
    }

    @Test func `a request that breaks a rule is refused and names the member`() async throws {
        try await Scene.run { scene in
            let wrong: [(field: String, changes: [String: Any])] = [
                ("/openid", ["openid": NSNull()]), ("/notify_url", ["notify_url": NSNull()]),
                ("/notify_url", ["notify_url": "https://merchant.example/?a=b"]),
                ("/post_payments", ["post_payments": [String]()]),
                ("/total_amount", ["total_amount": NSNull()]),
                ("/time_range", ["time_range": NSNull()]),
                ("/time_range/start_time", ["time_range": ["end_time": "20260702"]]),
                (
                    "/time_range/start_time",
                    ["time_range": ["start_time": "OnAccept", "end_time": "20260702"]]
                ),
                ("/time_range/end_time", ["time_range": ["start_time": "20260702"]]),
                (
                    "/time_range/end_time",
                    ["time_range": ["start_time": "20260702", "end_time": "20260701"]]
                ),
                ("/service_introduction", ["service_introduction": NSNull()]),
                ("/out_order_no", ["out_order_no": "a/b"]),
            ]
            for wrong in wrong {
                let answer = try await scene.merchant.directComplete("A1", wrong.changes)
                #expect(answer.code == "PARAM_ERROR", "\(wrong)")
                let detail = answer.json["detail"] as? [String: Any]
                #expect(detail?["field"] as? String == wrong.field, "\(wrong)")
            }
            #expect(
                try await scene.merchant.directComplete("A1", amount: 10_000_001).code
                    == "INVALID_REQUEST")
            #expect(try await scene.merchant.query("A1").code == "ORDER_NOT_EXIST")
        }
    }
}
