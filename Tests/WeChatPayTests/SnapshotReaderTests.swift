import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON
import Testing

@testable import WeChatPay

struct SnapshotReaderTests {
    private static func read(_ text: String) throws -> ParsedOrder {
        try SnapshotReader.read(JSONValue.read(Array(text.utf8), limit: 65_536))
    }

    @Test func `a real answer of a cancelled order is read`() throws {
        let parsed = try Self.read(
            """
            {"appid":"wx1","attach":"","location":{},"mchid":"1230000109","need_collection":true,
            "notify_url":"https://merchant.example/n","openid":"oCanary","order_id":
            "1000000000202007111693036660066","out_order_no":"A1","post_discounts":[],
            "post_payments":[{"amount":0,"description":"d","name":"n"}],
            "risk_fund":{"amount":4900,"description":"","name":"ESTIMATE_ORDER_COST"},
            "service_id":"00004000000000000000000000000001","service_introduction":"s",
            "state":"REVOKED","time_range":{"start_time":"20200711150000"},"total_amount":0}
            """)
        #expect(parsed.order == (try OutOrderNumber("A1")))
        #expect(parsed.snapshot.interpretation == .phase(.revoked, paidThrough: .untold))
        #expect(parsed.snapshot.riskFund == .fen(4900))
        #expect(parsed.snapshot.totalAmount == .fen(0))
        #expect(parsed.snapshot.needCollection == true)
        #expect(parsed.snapshot.collection == nil)
        #expect(parsed.identity.merchantID?.text == "1230000109")
        #expect(parsed.identity.orderID?.text == "1000000000202007111693036660066")
        #expect(
            parsed.excerpt
                == "{\"need_collection\":true,\"order_id\":\"1000000000202007111693036660066\","
                + "\"out_order_no\":\"A1\",\"risk_fund\":{\"amount\":4900},\"state\":\"REVOKED\","
                + "\"total_amount\":0}")
    }

    @Test func `an order awaiting payment is read with its receipts`() throws {
        let parsed = try Self.read(
            """
            {"state":"DOING","state_description":"MCH_COMPLETE","collection":{"state":"USER_PAYING",
            "total_amount":3900,"paying_amount":3000,"paid_amount":900,"details":[{"seq":1,
            "amount":900,"paid_type":"NEWTON","paid_time":"20200711150000",
            "transaction_id":"15646","promotion_detail":[{"coupon_id":"c"}]}]}}
            """)
        #expect(parsed.snapshot.collection?.paidTypes == ["NEWTON"])
        #expect(parsed.snapshot.collection?.transactionIDs.map(\.text) == ["15646"])
        #expect(parsed.snapshot.collection?.payingAmount == .fen(3000))
        #expect(
            parsed.excerpt
                == "{\"collection\":{\"details\":[{\"amount\":900,\"paid_time\":\"20200711150000\","
                + "\"paid_type\":\"NEWTON\",\"seq\":1,\"transaction_id\":\"15646\"}],"
                + "\"paid_amount\":900,\"paying_amount\":3000,\"state\":\"USER_PAYING\","
                + "\"total_amount\":3900},\"state\":\"DOING\","
                + "\"state_description\":\"MCH_COMPLETE\"}"
        )
    }

    @Test(arguments: [
        "\"\"", "null", "{}", "[]", "{\"state\":\"\"}", "{\"details\":[]}",
        "{\"state\":null,\"details\":[{}],\"extra\":{}}",
    ])
    func `a collection in which nothing is said is absent`(collection: String) throws {
        let parsed = try Self.read("{\"state\":\"CREATED\",\"collection\":\(collection)}")
        #expect(parsed.snapshot.collection == nil)
        #expect(
            parsed.snapshot.interpretation == .phase(.created(riskFund: nil), paidThrough: .untold))
    }

    @Test(arguments: [
        "{\"state\":7}", "{\"state\":true}", "{\"state\":[\"CREATED\"]}",
        "{\"state\":{\"a\":\"CREATED\"}}", "{}", "{\"state\":\"\"}", "{\"state\":\"created\"}",
        "{\"state\":\"CREATED\",\"state_description\":1}",
        "{\"state\":\"CREATED\",\"collection\":5}",
        "{\"state\":\"CREATED\",\"collection\":\"x\"}",
        "{\"state\":\"CREATED\",\"collection\":[1]}",
        "{\"state\":\"CREATED\",\"collection\":{\"state\":1}}",
        "{\"state\":\"CREATED\",\"collection\":{\"details\":[{\"amount\":1}]}}",
        "{\"state\":\"CREATED\",\"collection\":{\"details\":7}}",
        "{\"state\":\"CREATED\",\"risk_fund\":{\"amount\":\"4900\"}}",
        "{\"state\":\"CREATED\",\"risk_fund\":4900}",
    ])
    func `what is there but not understood is indeterminate`(text: String) throws {
        guard case .indeterminate = try Self.read(text).snapshot.interpretation else {
            Issue.record("\(text) was taken for clear")
            return
        }
    }

    @Test(arguments: [
        ("3900", WireAmount.fen(3900)), ("\"40000\"", .fen(40_000)), ("\"\"", .absent),
        ("null", .absent), ("39.0", .malformed), ("1e2", .malformed), ("-1", .malformed),
        ("true", .malformed), ("\"040\"", .malformed), ("\" 40\"", .malformed), ("[1]", .malformed),
        ("1000000000000000", .malformed),
        ("999999999999999", .fen(999_999_999_999_999)),
    ])
    func `a total is a whole number, or the digits of one`(text: String, amount: WireAmount) throws
    {
        let parsed = try Self.read("{\"state\":\"DONE\",\"total_amount\":\(text)}")
        #expect(parsed.snapshot.totalAmount == amount)
    }

    @Test func `other amounts are numbers only`() throws {
        let parsed = try Self.read("{\"collection\":{\"paying_amount\":\"30\"}}")
        #expect(parsed.snapshot.collection?.payingAmount == .malformed)
    }

    @Test(arguments: [
        ("{\"out_order_no\":\"a/b\"}", "/out_order_no"), ("{\"out_order_no\":5}", "/out_order_no"),
        ("{\"mchid\":123}", "/mchid"), ("{\"appid\":\"a b\"}", "/appid"), ("[]", ""), ("7", ""),
    ])
    func `an identifier that breaks its rule is named`(text: String, pointer: String) {
        #expect {
            try Self.read(text)
        } throws: { error in
            (error as? ParsedOrderProblem)?.pointer == pointer
        }
    }

    @Test func `a number that is too long for an excerpt is no number in it`() throws {
        let number = "1" + String(repeating: "0", count: 126) + ".5"
        let parsed = try Self.read(#"{"state":"CREATED","total_amount":\#(number)}"#)
        let excerpt = try JSONValue.read(Array(parsed.excerpt.utf8), limit: 4096)
        #expect(excerpt["total_amount"]?.text == String(number.prefix(128)))
    }

    @Test func `an excerpt holds nothing of the customer`() throws {
        let canary = "canary"
        let parsed = try Self.read(
            """
            {"state":{"openid":"\(canary)"},"openid":"\(canary)","attach":"\(canary)",
            "location":{"start_location":"\(canary)"},"notify_url":"https://\(canary)",
            "package":"\(canary)","total_amount":["\(canary)"],"risk_fund":{"name":"\(canary)"},
            "collection":{"other":"\(canary)","details":[{"payer":"\(canary)"},"\(canary)"]}}
            """)
        #expect(!parsed.excerpt.contains(canary))
        #expect(parsed.package == canary)
    }

    @Test func `the merchant's own answer is read with its digest`() throws {
        let text = WeChatImitation.order("A1")
        let order = try WeChatOrderJSON.read(Array(text.utf8))
        #expect(order.order?.text == "A1")
        #expect(order.snapshot.state == "CREATED")
        #expect(order.evidence.signedBy == nil)
        #expect(order.evidence.bodyDigest.count == 64)
    }

    @Test(arguments: [
        ("{\"a\":1,}", WeChatPayErrorCode.jsonInvalid, "order"),
        ("[]", .orderInvalid, "order"), ("{\"mchid\":[1]}", .orderInvalid, "/mchid"),
    ])
    func `a text that is no order is refused with its place`(
        text: String, code: WeChatPayErrorCode, subject: String
    ) {
        #expect {
            try WeChatOrderJSON.read(Array(text.utf8))
        } throws: { error in
            let error = error as? WeChatPayError
            return error?.code == code && error?.subject == subject
        }
    }
}
