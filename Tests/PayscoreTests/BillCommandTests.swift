import Foundation
import OrderLifecycle
import Testing

/// `bill`: WeChat's trade bill beside the journal.
struct BillCommandTests {
    private static let bill = """
        交易时间,公众账号ID,商户号,微信订单号,商户订单号,用户标识,交易类型,交易状态,商户数据包,订单金额
        `2026-01-31 10:00:00,`wx1,`1230000109,`T-1,`A-1,`oSECRET,`JSAPI,`SUCCESS,`,`50.00
        `2026-01-31 11:00:00,`wx1,`1230000109,`T-2,`W,`oSECRET,`AUTH,`SUCCESS,`wxzff|1|B-2,`8.00
        `2026-01-31 12:00:00,`wx1,`1230000109,`T-3,`R,`oSECRET,`JSAPI,`REFUND,`,`1.00
        总交易单数,订单总金额
        `3,`58.00

        """

    @Test func `differences are listed with what to do, and no customer is named`() async throws {
        let directory = try TemporaryDirectory()
        func run(_ words: String..., input: String? = nil) async throws -> Program.Run {
            try await Program.run(
                words, in: directory.url, input: input, environment: Program.merchant)
        }
        let order = #"{"out_order_no":"A-1","state":"REVOKED"}"#
        #expect(try await run("observe", "-", input: order).status == 0)
        try directory.write(Self.bill.replacing("\n", with: "\r\n"), to: "bill.csv")
        let json = try await run("bill", "bill.csv", "--output", "json")
        #expect(json.status == 0, "\(json.errors)")
        let found = try json.json["differences"] as? [[String: Any]]
        #expect(found?.map { $0["code"] as? String } == ["paid_after_end", "order_unknown"])
        #expect(found?.map { $0["billed_fen"] as? Int } == [5000, 800])
        #expect(try json.json["refunds"] as? Int == 1)
        let text = try await run("bill", "-", input: Self.bill)
        #expect(text.output.contains("2 differences"))
        #expect(text.output.contains("POST /v3/refund/domestic/refunds"))
        let chinese = try await run("bill", "-", "--lang", "zh", input: Self.bill)
        #expect(chinese.output.contains("2 处差异"))
        #expect(chinese.output.contains("终结之后的支付 paid_after_end"))
        for run in [json, text, chinese] { #expect(!run.output.contains("oSECRET")) }
    }

    @Test func `a bill without a payment is compared only if its day is told`() async throws {
        let directory = try TemporaryDirectory()
        func run(_ words: String..., input: String) async throws -> Program.Run {
            try await Program.run(
                words, in: directory.url, input: input, environment: Program.merchant)
        }
        let order = #"""
            {"out_order_no":"A-1","state":"DONE","need_collection":true,"collection":{
            "state":"USER_PAID","total_amount":5000,"paying_amount":0,"paid_amount":5000,
            "details":[{"paid_type":"NEWTON","transaction_id":"T-1","amount":5000}]}}
            """#
        #expect(try await run("observe", "-", input: order).status == 0)
        let lines = Self.bill.split(separator: "\n").map(String.init)
        let empty = [lines[0], lines[4], "`0,`0.00", ""].joined(separator: "\n")
        let refund = [lines[0], lines[3], lines[4], "`1,`0.00", ""].joined(separator: "\n")
        let today = Timestamp(clamping: Int64(Date().timeIntervalSince1970 * 1000)).beijing
        let day =
            "\(today.prefix(4))-\(today.dropFirst(4).prefix(2))-\(today.dropFirst(6).prefix(2))"
        for bill in [empty, refund] {
            let silent = try await run("bill", "-", "--output", "json", input: bill)
            #expect(silent.status == 64 && silent.errorCode == "usage")
            #expect(silent.errors.contains("--day") && silent.output.isEmpty)
            let told = try await run(
                "bill", "-", "--day", day, "--output", "json", input: bill)
            #expect(told.status == 0, "\(told.errors)")
            let found = try told.json["differences"] as? [[String: Any]]
            #expect(found?.map { $0["code"] as? String } == ["not_on_bill"])
            #expect(found?.map { $0["transaction_id"] as? String } == ["T-1"])
            let other = try await run("bill", "-", "--day", "2026-01-30", input: bill)
            #expect(other.output.contains("0 differences"))
        }
        let wrong = try await run(
            "bill", "-", "--day", day, "--output", "json", input: Self.bill)
        #expect(wrong.status == 65 && wrong.errorCode == "bill_invalid")
        for day in ["today", "2026-02-30", "2026-01-30T10:00"] {
            #expect(try await run("bill", "-", "--day", day, input: empty).status == 64)
        }
    }

    @Test func `another merchant's bill, and what is none, is refused`() async throws {
        let directory = try TemporaryDirectory()
        func code(_ bill: String) async throws -> String? {
            let run = try await Program.run(
                ["bill", "-", "--output", "json"], in: directory.url, input: bill,
                environment: Program.merchant)
            #expect(run.status == 65)
            #expect(!run.errors.contains("oSECRET"))
            return run.errorCode
        }
        let begun = try await Program.run(
            ["init"], in: directory.url, environment: Program.merchant)
        #expect(begun.status == 0)
        #expect(
            try await code(Self.bill.replacing("1230000109", with: "1900000109"))
                == "bill_invalid")
        #expect(try await code("{}\n") == "bill_invalid")
        #expect(try await code(Self.bill.replacing("`3,", with: "`4,")) == "bill_invalid")
        #expect(try await code("") == "bill_invalid")
    }
}
