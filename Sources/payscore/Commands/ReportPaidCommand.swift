import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Reports an order as paid elsewhere, so that WeChat stops collecting.
struct ReportPaidCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "report-paid",
        abstract: told(
            "Report a completed order as paid another way; WeChat then stops collecting.",
            zh: "把一笔已完结的订单登记为已通过其他方式付款；微信随即停止收款。"),
        discussion: told(
            """
            For an order that the customer has paid outside of WeChat, such as in cash. What is \
            due at WeChat is given up there: it needs the permit of the decision that showed it, \
            and that amount, stated by a person. On a terminal the amount is typed. It is recorded \
            and counted as received elsewhere, apart from what was forgiven.

            If WeChat has collected already, it refuses with ORDER_DONE. What was paid twice is \
            refunded by its transaction_id, outside of this program.

            Exit code: 0 done, 10 needs acknowledgement, 11 denied, 12 refused by WeChat, \
            13 unresolved, 14 conflict: the permit is stale, spent, expired or another call's, or \
            the order went on meanwhile.
            """,
            zh: """
                用于用户已在微信之外付款（例如现金）的订单。微信侧待收的金额由此放弃，因此需要显示了该金额的\
                那次决定所发的许可，以及由人说出的这个金额。在终端里，金额由人输入。它记作“已在别处收到”，\
                与免除的金额分开记录、分开计数。

                如果微信已先收款，会以 ORDER_DONE 驳回。重复支付的款项须凭 transaction_id 退款，\
                退款不由本程序办理。

                退出码：0 完成，10 须先确认，11 拒绝，12 被微信驳回，13 未决，\
                14 冲突：许可已过时、已用过、已过期或属于另一次调用，或者订单在此期间有了变化。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @Option(
        help: ArgumentHelp(
            told(
                "When the customer paid, in Beijing time (UTC+8): yyyyMMddHHmmss, or yyyyMMdd for "
                    + "the beginning of that day.",
                zh: "用户付款的时间，北京时间（UTC+8）：yyyyMMddHHmmss；写 yyyyMMdd 表示当天零点。"),
            valueName: "time"))
    var paidAt: String

    @Option(
        help: told(
            "Why, for the journal; WeChat is not told.", zh: "原因，只记入审计账本，不会告诉微信。"))
    var reason: String?

    @OptionGroup(title: told("Consent", zh: "同意")) var consent: ConsentOptions

    @OptionGroup(title: told("Approval", zh: "审批")) var approval: ApprovalOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        try consent.validate(with: approval)
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let moment = try Timestamp(beijing: paidAt)
        let reason = try reason.map { try OperatorReason($0) }
        let given = try consent.given(by: global.caller())
        return try await CommandContext.with(.weChat, global, output) { context in
            let caller = context.caller
            if approval.isRequested {
                return try await approval.request(
                    .reportPaid(at: moment, reason: reason), of: order, atStake: consent.atStake,
                    in: context, output)
            }
            let result = try await consent.tried(with: given, context, output) {
                try await context.engine.reportPaid(
                    order, at: moment, reason: reason, consent: $0, dryRun: $1, caller: caller)
            }
            return try context.output(of: result).answer(output)
        }
    }
}
