import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("An order's life") struct OrderLifeTests {
    @Test func `each create of an unconfirmed order hands out a fresh package`() async throws {
        try await Scene.run { scene in
            let first = try await scene.merchant.create("A1").json
            let second = try await scene.merchant.create("A1").json
            #expect(first["state"] as? String == "CREATED")
            #expect(first["order_id"] as? String == second["order_id"] as? String)
            #expect((first["order_id"] as? String)?.count == 31)
            let packages = try [first, second].map { try #require($0["package"] as? String) }
            #expect(packages[0] != packages[1])
            try await scene.merchant.control("POST", "orders/A1/confirm")
            #expect(try await scene.merchant.create("A1").json["package"] == nil)
        }
    }

    @Test func `in confirm mode a request may name the customer`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let created = try await merchant.create("A1", ["openid": "oUpF8uMuAJO"]).json
            #expect(created["state"] as? String == "CREATED")
            #expect(created["package"] != nil)
            try await merchant.control("POST", "orders/A1/confirm")
            #expect(try await merchant.query("A1").json["openid"] as? String == "oUpF8uMuAJO")
        }
    }

    @Test func `in no-confirm mode an order is in service at once`() async throws {
        try await Scene.run { scene in
            try await scene.merchant.authorize()
            let created = try await scene.merchant.create("A1", TestMerchant.noConfirm).json
            #expect(created["state"] as? String == "DOING")
            #expect(created["state_description"] as? String == "USER_CONFIRM")
            #expect(created["package"] == nil)
            let shown = try await scene.merchant.query("A1").json
            #expect(shown["openid"] as? String == TestMerchant.openID)
        }
    }

    @Test func `a query answer shows what it has, in order, and empty containers for the rest`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let removed = ["attach": NSNull(), "post_payments": NSNull()]
            _ = try await merchant.create("A1", removed)
            let orderID = try #require(try await merchant.query("A1").json["order_id"] as? String)
            let expected = """
                {"appid":"\(merchant.appID)","attach":"","location":{},\
                "mchid":"\(merchant.merchantID)","need_collection":true,\
                "notify_url":"https://merchant.example/notify","order_id":"\(orderID)",\
                "out_order_no":"A1","post_discounts":[],"post_payments":[],\
                "risk_fund":{"amount":10000,"description":"就餐的预估费用","name":"DEPOSIT"},\
                "service_id":"\(merchant.serviceID)","service_introduction":"某某酒店",\
                "state":"CREATED","time_range":{"start_time":"20260702",\
                "start_time_remark":"备注"},"total_amount":0}
                """
            #expect(try await merchant.query("A1").text == expected)
            _ = try await merchant.cancel("A1")
            #expect(
                try await merchant.query("A1").text
                    == expected.replacing("CREATED", with: "REVOKED"))
        }
    }

    @Test func `payments add up until nothing is due`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.partlyPaid.prepare("A1", merchant)
            let part = try await merchant.query("A1").json["collection"] as? [String: Any]
            #expect(part?["total_amount"] as? Int == 4000)
            #expect(part?["paying_amount"] as? Int == 3000)
            #expect(part?["paid_amount"] as? Int == 1000)
            try await merchant.control("POST", "orders/A1/pay")
            let json = try await merchant.query("A1").json
            let paid = try #require(json["collection"] as? [String: Any])
            #expect(json["state"] as? String == "DONE")
            #expect(json["state_description"] == nil)
            #expect(json["total_amount"] as? Int == 4000)
            #expect(paid["state"] as? String == "USER_PAID")
            #expect(paid["paying_amount"] as? Int == 0)
            #expect(paid["paid_amount"] as? Int == 4000)
            let details = try #require(paid["details"] as? [[String: Any]])
            #expect(details.map { $0["seq"] as? Int } == [1, 2])
            #expect(details.map { $0["amount"] as? Int } == [1000, 3000])
            #expect(details.allSatisfy { $0["paid_type"] as? String == "NEWTON" })
            // 1783000000 is 13:46:40 UTC on 2 July 2026, eight hours later in China.
            #expect(details.allSatisfy { $0["paid_time"] as? String == "20260702214640" })
            #expect(Set(details.compactMap { $0["transaction_id"] as? String }).count == 2)
        }
    }

    @Test func `a repeated cancel is a re-entry only with identical parameters`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.revoked.prepare("A1", merchant)
            let repeated = try await merchant.cancel("A1")
            #expect(repeated.status == 200)
            #expect(
                Set(repeated.json.keys)
                    == ["appid", "mchid", "order_id", "out_order_no", "service_id"])
            #expect(try await merchant.cancel("A1", ["reason": "别的"]).code == "ORDER_CANCELED")
        }
    }

    @Test func `texts that Swift holds for equal are different parameters`() async throws {
        try await Scene.run { scene in
            _ = try await scene.merchant.create("A1")
            #expect(try await scene.merchant.cancel("A1", ["reason": "caf\u{E9}"]).status == 200)
            let other = try await scene.merchant.cancel("A1", ["reason": "cafe\u{301}"])
            #expect(other.code == "ORDER_CANCELED")
        }
    }

    @Test func `where the pages disagree, the settings choose`() async throws {
        try await Scene.run {
            $0.repeatedCancel = .orderCanceled
            $0.cancelAfterCompletion = .refused
            $0.zeroAmountCompletion = .awaitsPayment
            $0.reasonLimit = 30
        } _: { scene in
            let merchant = scene.merchant
            try await LegalityState.revoked.prepare("A1", merchant)
            #expect(try await merchant.cancel("A1").code == "ORDER_CANCELED")
            try await LegalityState.collecting.prepare("A2", merchant)
            let refused = try await merchant.cancel("A2")
            #expect(refused.code == "PARAM_ERROR")
            #expect(refused.json["message"] as? String == "当前订单状态不满足撤销条件")
            try await LegalityState.inService.prepare("A3", merchant)
            #expect(try await merchant.complete("A3", amount: 0).status == 200)
            #expect(
                try await merchant.shownState("A3") == ["DOING", "MCH_COMPLETE", "USER_PAYING"])
            try await merchant.control("POST", "orders/A3/pay")
            #expect(try await merchant.shownState("A3") == ["DONE", nil, "USER_PAID"])
            _ = try await merchant.create("A4")
            let long = String(repeating: "长", count: 31)
            #expect(try await merchant.cancel("A4", ["reason": long]).code == "PARAM_ERROR")
        }
    }

    @Test func `a completion without a charge leaves nothing to collect`() async throws {
        try await Scene.run { scene in
            try await LegalityState.doneUncharged.prepare("A1", scene.merchant)
            let json = try await scene.merchant.query("A1").json
            #expect(json["need_collection"] as? Bool == false)
            #expect(json["collection"] == nil)
            #expect(json["total_amount"] as? Int == 0)
        }
    }

    @Test func `an order left unconfirmed for more than 30 days expires`() async throws {
        try await Scene.run { scene in
            _ = try await scene.merchant.create("A1")
            scene.clock.advance(by: 30 * 24 * 3600)
            #expect(try await scene.merchant.shownState("A1")[0] == "CREATED")
            scene.clock.advance(by: 1)
            #expect(try await scene.merchant.shownState("A1")[0] == "EXPIRED")
            #expect(try await scene.merchant.cancel("A1").code == "INVALID_ORDER_STATE")
        }
    }

    @Test func `after a failed deduction the order can be cancelled again`() async throws {
        try await Scene.run { scene in
            try await LegalityState.deducting.prepare("A1", scene.merchant)
            #expect(try await scene.merchant.cancel("A1").code == "PARAM_ERROR")
            try await scene.merchant.control("POST", "orders/A1/deduction-stop")
            #expect(try await scene.merchant.cancel("A1").status == 200)
            #expect(try await scene.merchant.query("A1").json["total_amount"] as? Int == 4000)
        }
    }

    @Test func `a confirmed order is found by its query ID as well`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            let confirmed = try await merchant.control("POST", "orders/A1/confirm").json
            let queryID = try #require(confirmed["query_id"] as? String)
            let base =
                "\(TestMerchant.orders)?service_id=\(merchant.serviceID)&appid=\(merchant.appID)"
            let found = try await merchant.send("GET", "\(base)&query_id=\(queryID)")
            #expect(found.json["out_order_no"] as? String == "A1")
            for query in [
                "", "&query_id=\(queryID)&out_order_no=A1", "&out_order_no=A1&out_order_no=A1",
            ] {
                #expect(try await merchant.send("GET", base + query).code == "PARAM_ERROR")
            }
        }
    }
}
