import OrderEngine
import OrderLifecycle
import WeChatPay

/// How a bill and the journal agree, as the command shows it.
struct BillOutput {
    let report: BillReport
    let bill: TradeBill

    /// The sums, and a line for each difference with what to do about it.
    var lines: [StyledText] {
        let count = report.differences.count
        let heading = StyledText(
            counted(count, "difference", "differences", zh: "处差异"), count == 0 ? .good : .bad)
        let matched = counted(report.matched, "payment matches", "payments match", zh: "笔支付相符")
        let refunds = counted(bill.refunds, "refund", "refunds", zh: "笔退款")
        let others = (report.unrelated + bill.others).grouped
        let sums: StyledText = told(
            "\(heading); \(matched); \(refunds) and \(others) other lines were not compared",
            zh: "\(heading)；\(matched)；\(refunds)和 \(others) 行其他内容未核对")
        guard count > 0 else { return [sums] }
        var table = TextTable(
            told(
                ["ORDER", "DIFFERENCE", "BILL", "JOURNAL", "TRANSACTION"],
                zh: ["订单", "差异", "账单", "账本", "支付单号"]), rightAligned: [2, 3])
        for difference in report.differences {
            table.add([
                "\(difference.order, .bold)", "\(difference.code.word, .caution)",
                "\(difference.billed?.description ?? "")",
                "\(difference.recorded?.description ?? "")",
                "\(difference.transaction?.text ?? "")",
            ])
        }
        let codes = BillDifference.Code.allCases.filter { code in
            report.differences.contains { $0.code == code }
        }
        return [sums] + table.lines + codes.map { "  \($0.word, .caution): \($0.advice)" }
    }
}

extension BillDifference.Code {
    /// What differs, for a person: its code, and beside it the Chinese word.
    fileprivate var word: String {
        switch self {
        case .orderUnknown: told(spoken(rawValue), zh: "账本没有此单 \(rawValue)")
        case .paymentUnknown: told(spoken(rawValue), zh: "账本不知此支付 \(rawValue)")
        case .transactionUnknown: told(spoken(rawValue), zh: "支付单号不同 \(rawValue)")
        case .amountDiffers: told(spoken(rawValue), zh: "金额不同 \(rawValue)")
        case .paidAfterEnd: told(spoken(rawValue), zh: "终结之后的支付 \(rawValue)")
        case .paidTwice: told(spoken(rawValue), zh: "收了两次 \(rawValue)")
        case .notOnBill: told(spoken(rawValue), zh: "账单没有此支付 \(rawValue)")
        }
    }

    /// What to do about it.
    fileprivate var advice: String {
        switch self {
        case .orderUnknown:
            told(
                "another system made the order; payscore query NO takes it over",
                zh: "由其他系统创建；运行 payscore query 可以纳入账本")
        case .paymentUnknown:
            told(
                "ask WeChat: payscore query NO", zh: "请向微信查询：payscore query 订单号")
        case .transactionUnknown, .amountDiffers:
            told(
                "ask WeChat (payscore query NO) and compare with payscore history NO",
                zh: "请向微信查询（payscore query 订单号），并查看 payscore history 订单号")
        case .paidAfterEnd, .paidTwice:
            told(
                "refund it by its transaction (POST /v3/refund/domestic/refunds, outside of this "
                    + "package)", zh: "按支付单号退款（POST /v3/refund/domestic/refunds，不在本软件内）")
        case .notOnBill:
            told(
                "it may have been paid the day before: compare that bill as well",
                zh: "可能是前一天支付的：请同时核对前一天的账单")
        }
    }
}
