import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Cancels an order.
struct CancelCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: told(
            "Cancel an order at WeChat, if the rules and the merchant's guards allow it.",
            zh: "向微信取消一笔订单，前提是规则和商户的拦截规则都允许。"),
        discussion: told(
            """
            The decision is taken again on a fresh observation. A cancel that gives money up needs \
            the permit of the decision that showed it, and the amount at stake, stated by a \
            person. On a terminal the amount is typed.

            Exit code: 0 done, 10 needs acknowledgement, 11 denied, 12 refused by WeChat, \
            13 unresolved, 14 conflict: the permit is stale, spent, expired or another order's, or \
            the order went on meanwhile.
            """,
            zh: """
                取消之前会重新查询、重新决定。会放弃钱款的取消需要两样东西：显示了损失的那次决定所发的许可，\
                以及由人说出的涉及金额。在终端里，金额由人输入。

                退出码：0 完成，10 须先确认，11 拒绝，12 被微信驳回，13 未决，\
                14 冲突：许可已过时、已用过、已过期或属于另一笔订单，或者订单在此期间有了变化。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @Option(help: told("Why; WeChat shows it to the customer.", zh: "取消原因；微信会展示给用户。"))
    var reason: String

    @OptionGroup(title: told("Consent", zh: "同意")) var consent: ConsentOptions

    @OptionGroup(title: told("Approval", zh: "审批")) var approval: ApprovalOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        try consent.validate(with: approval)
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        // What no setting could permit is refused before anything is opened.
        _ = try CancelReason(reason, limit: CancelReason.newerLimit)
        let given = try consent.given(by: global.caller())
        return try await CommandContext.with(.weChat, global, output) { context in
            let caller = context.caller
            let reason = try CancelReason(
                reason, limit: context.configuration.reasonLimit)
            if approval.isRequested {
                return try await approval.request(
                    .cancel(reason: reason), of: order, atStake: consent.atStake, in: context,
                    output)
            }
            let result = try await consent.tried(with: given, context, output) {
                try await context.engine.cancel(
                    order, reason: reason, consent: $0, dryRun: $1, caller: caller)
            }
            return try context.output(of: result).answer(output)
        }
    }
}
