import Foundation
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
