import OrderEngine
import OrderLifecycle
import Testing

@testable import WeChatPay

/// The form of the bill is that of WeChat's page 交易账单文件格式说明; the first two payments are those of
/// its SDK's tests.
struct TradeBillTests {
    static let heading =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,"
        + "货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,"
        + "商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
    static let sums = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"

    static func line(
        _ number: String, type: String = "JSAPI", state: String = "SUCCESS",
        package: String = "", amount: String = "0.01", transaction: String = "4200000925",
        time: String = "2021-01-28 17:07:11", merchant: String = "1601959334"
    ) -> String {
        "`\(time),`wx81be3101902f7cb2,`\(merchant),`0,`,`\(transaction),`\(number),`ofyak5qR,"
            + "`\(type),`\(state),`OTHERS,`CNY,`\(amount),`0.00,`0,`0,`0.00,`0.00,`,`,`a, b,"
            + "`\(package),`0.00000,`1.00%,`\(amount),`0.00,`"
    }

    static func bill(_ lines: [String]) -> [String] {
        [heading] + lines + [sums, "`\(lines.count),`0.01,`0.00,`0.00,`0.00000,`0.01,`0.00"]
    }

    private static func read(
        _ lines: [String], of merchant: String? = nil
    ) throws(WeChatPayError) -> TradeBill {
        var bill = TradeBill(of: merchant.flatMap { try? MerchantID($0) })
        for (index, line) in lines.enumerated() { try bill.read(line, line: index + 1) }
        try bill.finish()
        return bill
    }

    private static func fails(_ lines: [String], of merchant: String? = nil) -> String? {
        do throws(WeChatPayError) {
            _ = try read(lines, of: merchant)
            return nil
        } catch {
            return error.code == .billInvalid ? error.subject : "\(error)"
        }
    }

    @Test func `payments of Pay Score are told by type and data package`() throws {
        let bill = try Self.read(
            Self.bill([
                Self.line("S20210128170702357723"),
                Self.line(
                    "WX-MADE", type: "AUTH", package: "wxzff|1000000000202007|A|1*",
                    amount: "128.5", time: "2021-01-29 00:30:00"),
                Self.line("WX-MADE", type: "AUTH", package: "other contract"),
                Self.line("N-1", type: "NATIVE"), Self.line("R-1", state: "REFUND"),
                Self.line("R-2", state: "REVOKED"), Self.line("a number that is none"),
            ]))
        #expect(bill.payments.map(\.order.text) == ["S20210128170702357723", "A|1*"])
        #expect(bill.payments.map(\.isCertain) == [false, true])
        #expect(bill.payments.map(\.amount.fen) == [1, 12_850])
        #expect(
            bill.payments.map(\.paidAt.description)
                == ["2021-01-28T09:07:11.000Z", "2021-01-28T16:30:00.000Z"])
        #expect(bill.refunds == 1 && bill.others == 4)
        // The two are of two days in Beijing.
        #expect(bill.start?.description == "2021-01-27T16:00:00.000Z")
        #expect(bill.end?.description == "2021-01-29T16:00:00.000Z")
    }

    @Test func `every payment tells the days of the bill, of whatever kind it is`() throws {
        let ordinary = try Self.read(
            Self.bill([
                Self.line("N-1", type: "NATIVE", time: "2021-01-28 17:07:11"),
                Self.line("R-1", state: "REVOKED", time: "2021-01-30 00:00:00"),
            ]))
        #expect(ordinary.payments.isEmpty)
        #expect(ordinary.start?.description == "2021-01-27T16:00:00.000Z")
        #expect(ordinary.end?.description == "2021-01-30T16:00:00.000Z")
        #expect(
            Self.fails(Self.bill([Self.line("N-1", type: "NATIVE", time: "yesterday")])) == "line 2"
        )
    }

    @Test func `a bill without a payment is of no day but the one that is given`() throws {
        let (first, next) = (
            try Timestamp(beijing: "20210128"), try Timestamp(beijing: "20210129")
        )
        let refund = Self.line("R-1", state: "REFUND", time: "2020-01-01 00:00:00")
        for lines in [[], [refund]] {
            let silent = try Self.read(Self.bill(lines))
            #expect(silent.start == nil && silent.end == nil)
            var given = TradeBill(on: try Timestamp(beijing: "20210128235959"))
            for (index, line) in Self.bill(lines).enumerated() {
                try given.read(line, line: index + 1)
            }
            try given.finish()
            #expect(given.start == first && given.end == next)
        }
    }

    @Test func `a payment of another day than the given one is refused`() throws {
        for (time, isRefused) in [
            ("2021-01-27 23:59:59", true), ("2021-01-28 00:00:00", false),
            ("2021-01-28 23:59:59", false), ("2021-01-29 00:00:00", true),
        ] {
            var bill = TradeBill(on: try Timestamp(beijing: "20210128"))
            try bill.read(Self.heading, line: 1)
            var refused: WeChatPayError?
            do throws(WeChatPayError) {
                try bill.read(Self.line("A-1", time: time), line: 2)
            } catch { refused = error }
            #expect(refused?.code == (isRefused ? .billInvalid : nil), "\(time)")
        }
    }

    @Test func `columns are found by name, and a mark at the beginning is passed over`() throws {
        let text =
            "\u{FEFF}商户数据包,总金额,交易状态,交易类型,商户订单号,微信订单号,商户号,交易时间\n"
            + "`,`1,`SUCCESS,`JSAPI,`A-1,`42,`1900000109,`2014-11-10 16:33:45\n"
            + "总交易单数\n`1"
        let lines = text.split(separator: "\n").map(String.init)
        let bill = try Self.read(lines, of: "1900000109")
        #expect(bill.payments.map(\.amount.fen) == [100])
    }

    @Test func `what is cut short or no bill is refused, with its line`() {
        let whole = Self.bill([Self.line("A-1"), Self.line("A-2")])
        #expect(Self.fails(whole) == nil)
        #expect(Self.fails(Array(whole.dropLast())) == "the end")
        #expect(Self.fails(Array(whole.dropLast(2))) == "the end")
        #expect(Self.fails([]) == "the end")
        #expect(Self.fails(Array(whole[..<2] + whole[3...])) == "line 4")
        #expect(Self.fails(whole + ["more"]) == "line 6")
        #expect(Self.fails(["时间,金额"]) == "line 1")
        #expect(Self.fails([Self.heading, "`2021-01-28 17:07:11,`wx"]) == "line 2")
        #expect(Self.fails(Self.bill([Self.line("A-1", amount: "1,5")])) == "line 2")
        #expect(Self.fails(Self.bill([Self.line("A-1", amount: "1.005")])) == "line 2")
        #expect(Self.fails(Self.bill([Self.line("A-1", amount: "-1.00")])) == "line 2")
        #expect(Self.fails(Self.bill([Self.line("A-1", time: "2021-02-29 10:00:00")])) == "line 2")
        #expect(Self.fails(Self.bill([Self.line("A-1", time: "20210128170711")])) == "line 2")
        #expect(Self.fails(whole, of: "1") == "line 2")
        #expect(Self.fails(whole, of: "1601959334") == nil)
    }
}
