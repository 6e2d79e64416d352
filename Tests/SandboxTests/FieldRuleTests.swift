import Foundation
import LegalityReference
import Testing

@testable import Sandbox

@Suite("Field rules") struct FieldRuleTests {
    @Test func `a create that breaks a rule is refused and names the member`() async throws {
        try await Scene.run { scene in
            for (index, wrong) in Self.wrongCreates.enumerated() {
                let answer = try await scene.merchant.create("C\(index)", wrong.changes)
                #expect(answer.status == 400, "\(wrong)")
                #expect(answer.code == "PARAM_ERROR", "\(wrong)")
                let detail = answer.json["detail"] as? [String: Any]
                #expect(detail?["field"] as? String == wrong.field, "\(wrong)")
                #expect(try await scene.merchant.query("C\(index)").code == "ORDER_NOT_EXIST")
            }
        }
    }

    private static var wrongCreates: [(field: String, changes: [String: Any])] {
        [
            ("/out_order_no", ["out_order_no": ""]),
            ("/out_order_no", ["out_order_no": String(repeating: "1", count: 33)]),
            ("/out_order_no", ["out_order_no": "a/b"]),
            ("/out_order_no", ["out_order_no": "１２３"]),
            ("/out_order_no", ["out_order_no": 5]),
            ("/appid", ["appid": NSNull()]),
            ("/service_introduction", ["service_introduction": String(repeating: "店", count: 21)]),
            ("/service_introduction", ["service_introduction": "🙂"]),
            ("/post_payments", ["post_payments": Array(repeating: ["name": "商品信息"], count: 101)]),
            ("/post_payments/0/name", ["post_payments": [["amount": 1]]]),
            ("/post_payments/1/name", ["post_payments": [["name": "甲"], ["name": "甲"]]]),
            ("/post_payments/0/amount", ["post_payments": [["name": "甲", "amount": -1]]]),
            ("/post_payments/0/amount", ["post_payments": [["name": "甲", "amount": 1.5]]]),
            ("/post_payments/0/count", ["post_payments": [["name": "甲", "count": 101]]]),
            ("/post_payments/0", ["post_payments": ["甲"]]),
            ("/post_discounts", ["post_discounts": Array(repeating: ["amount": 1], count: 31)]),
            ("/time_range", ["time_range": NSNull()]),
            ("/time_range/start_time", ["time_range": ["end_time": "20260702"]]),
            ("/time_range/start_time", ["time_range": ["start_time": "20260230"]]),
            ("/time_range/start_time", ["time_range": ["start_time": "2026-07-02"]]),
            (
                "/time_range/end_time",
                ["time_range": ["start_time": "20260702", "end_time": "20260701235959"]]
            ),
            (
                "/time_range/end_time",
                ["time_range": ["start_time": "20260702", "end_time": "OnAccept"]]
            ),
            (
                "/location/start_location",
                ["location": ["start_location": String(repeating: "a", count: 21)]]
            ),
            ("/risk_fund", ["risk_fund": NSNull()]),
            ("/risk_fund/name", ["risk_fund": ["name": "UDEPOSIT", "amount": 1]]),
            ("/risk_fund/amount", ["risk_fund": ["name": "DEPOSIT", "amount": 0]]),
            ("/attach", ["attach": String(repeating: "a", count: 257)]),
            ("/notify_url", ["notify_url": NSNull()]),
            ("/notify_url", ["notify_url": "http://merchant.example/"]),
            ("/notify_url", ["notify_url": "https://merchant.example/?a=b"]),
            ("/need_user_confirm", ["need_user_confirm": "true"]),
            ("/risk_fund/name", ["need_user_confirm": false, "openid": "o1"]),
            (
                "/openid",
                [
                    "need_user_confirm": false,
                    "risk_fund": ["name": "ESTIMATE_ORDER_COST", "amount": 1],
                ]
            ),
            (
                "/device/start_device_id",
                ["device": ["start_device_id": String(repeating: "a", count: 51)]]
            ),
        ]
    }

    @Test func `limits are still allowed, and unknown members passed over`() async throws {
        try await Scene.run { scene in
            let limits: [String: Any] = [
                "out_order_no": "Az09_-|*" + String(repeating: "1", count: 24),
                "service_introduction": String(repeating: "店", count: 20),
                "post_payments": Array(repeating: ["name": "商品信息", "count": 100], count: 100),
                "post_discounts": (0..<30).map { ["name": "减\($0)", "amount": 1] },
                "time_range": ["start_time": "OnAccept", "end_time": "20280229235959"],
                "risk_fund": ["name": "ADVANCE", "amount": 10_000_000],
                "attach": String(repeating: "a", count: 256), "something_new": ["a": 1],
            ]
            let answer = try await scene.merchant.create("", limits)
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    @Test func `a foreign appid, a foreign service and too high a risk have codes of their own`()
        async throws
    {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            let foreignApp = ["appid": "wxd678efh567hg6787"]
            let foreignService = ["service_id": "500001"]
            for (changes, status, code) in [
                (foreignApp, 400, "APPID_MCHID_NOT_MATCH"), (foreignService, 403, "NO_AUTH"),
            ] {
                for answer in [
                    try await merchant.create("A2", changes),
                    try await merchant.cancel("A1", changes),
                    try await merchant.complete("A1", changes),
                    try await merchant.modify("A1", changes),
                ] {
                    #expect(answer.status == status)
                    #expect(answer.code == code)
                }
            }
            let query = "\(TestMerchant.orders)?out_order_no=A1"
            let app = try await merchant.send(
                "GET", "\(query)&appid=wx1&service_id=\(merchant.serviceID)")
            #expect(app.code == "APPID_MCHID_NOT_MATCH")
            let service = try await merchant.send(
                "GET", "\(query)&appid=\(merchant.appID)&service_id=1")
            #expect(service.code == "NO_AUTH")
            let risky = ["risk_fund": ["name": "DEPOSIT", "amount": 10_000_001]]
            #expect(try await merchant.create("A3", risky).code == "INVALID_REQUEST")
        }
    }

    @Test func `a cancel's reason has 1 to 50 characters of up to three bytes`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            _ = try await merchant.create("A1")
            for reason in ["", String(repeating: "长", count: 51), "🙂"] {
                #expect(try await merchant.cancel("A1", ["reason": reason]).code == "PARAM_ERROR")
            }
            for changes in [["reason": NSNull()], ["service_id": NSNull()], ["appid": NSNull()]] {
                #expect(try await merchant.cancel("A1", changes).code == "PARAM_ERROR")
            }
            #expect(try await merchant.query("A1").json["state"] as? String == "CREATED")
            let maxLength = String(repeating: "长", count: 50)
            #expect(try await merchant.cancel("A1", ["reason": maxLength]).status == 200)
        }
    }

    @Test func `the order number stands in the path only`() async throws {
        try await Scene.run { scene in
            try await LegalityState.inService.prepare("A1", scene.merchant)
            for answer in [
                try await scene.merchant.cancel("A1", ["out_order_no": "A1"]),
                try await scene.merchant.complete("A1", ["out_order_no": "A1"]),
                try await scene.merchant.modify("A1", ["out_order_no": "A1"]),
            ] {
                #expect(answer.code == "PARAM_ERROR")
                #expect(answer.text.contains("/uri_template/out_order_no"))
            }
        }
    }

    @Test func `the path's order number is measured as it is encoded`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            let long = String(repeating: "1", count: 25) + "||||"
            #expect(try await merchant.create(long).status == 200)
            let refused = try await merchant.cancel(long.replacing("|", with: "%7C"))
            #expect(refused.code == "PARAM_ERROR")
            #expect(refused.text.contains("字节数 37,大于最大值 32"))
            let short = String(repeating: "1", count: 20) + "||||"
            #expect(try await merchant.create(short).status == 200)
            #expect(try await merchant.cancel(short.replacing("|", with: "%7C")).status == 200)
            for segment in ["a%2Fb", "a%20b", "a.b"] {
                #expect(try await merchant.cancel(segment).code == "PARAM_ERROR", "\(segment)")
            }
        }
    }

    @Test(arguments: ["", "%", "%4", "%zz", "%00", "%FF", "%2E%2E", "..", "１", "a%7cb%7", "%+1"])
    func `a path segment that is no order number is refused`(segment: String) {
        #expect(throws: SandboxRefusal.self) { try SandboxOutOrderNumber.inPath(segment) }
    }

    @Test func `a completion's amounts and times must add up`() async throws {
        try await Scene.run { scene in
            let merchant = scene.merchant
            try await LegalityState.inService.prepare("A1", merchant)
            let wrong: [(message: String, changes: [String: Any])] = [
                ("最终总金额计算非法", ["total_amount": 3999]),
                ("最终总金额计算非法", ["post_discounts": [["name": "减", "amount": 1]]]),
                ("创建订单未填写服务结束时间,则结束时间必填", ["time_range": NSNull()]),
                ("真实结束时间小于预计开始时间", ["time_range": ["end_time": "20260701"]]),
                ("实际结束时间不能晚于使用完结接口的时间", ["time_range": ["end_time": "20260703"]]),
                (
                    "实际结束时间不能晚于使用完结接口的时间",
                    ["time_range": ["end_time": "20260702214641"]]
                ),
                ("", ["post_payments": NSNull()]), ("", ["post_payments": [String]()]),
                ("", ["total_amount": NSNull()]), ("", ["total_amount": -1]),
                ("", ["profit_sharing": 1]), ("", ["goods_tag": ""]),
            ]
            for wrong in wrong {
                let answer = try await merchant.complete("A1", wrong.changes)
                #expect(answer.code == "PARAM_ERROR", "\(wrong)")
                #expect(
                    wrong.message.isEmpty || answer.text.contains(wrong.message),
                    "\(answer.text)")
            }
            #expect(try await merchant.complete("A1", amount: 10_001).code == "INVALID_REQUEST")
            #expect(try await merchant.shownState("A1") == ["DOING", "USER_CONFIRM", nil])
            let right: [String: Any] = [
                "total_amount": 3999, "post_discounts": [["name": "减", "amount": 1]],
                "time_range": ["end_time": "20260702214640"], "profit_sharing": true,
                "location": ["end_location": "终点"],
            ]
            let answer = try await merchant.complete("A1", right)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.json["total_amount"] as? Int == 3999)
            let range = answer.json["time_range"] as? [String: String]
            #expect(range?["start_time"] == "20260702")
            #expect(range?["end_time"] == "20260702214640")
        }
    }

    @Test(arguments: [
        "", "null", "[]", "\"x\"", "{", "{} {}", "{\"a\":1,}", "{\"a\":1,\"a\":1}", "{\"a\":null}",
        "{\"a\":01}", "{\"a\":+1}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\u{1}\"}", "\u{FEFF}{}",
        "{\"a\":NaN}", String(repeating: "[", count: 10_000),
    ])
    func `a body that is not an object in strict JSON is refused`(body: String) async throws {
        try await Scene.run { scene in
            let answer = try await scene.merchant.send(
                "POST", TestMerchant.orders, body: body)
            #expect(answer.status == 400)
            #expect(answer.code == "PARAM_ERROR")
        }
    }
}
