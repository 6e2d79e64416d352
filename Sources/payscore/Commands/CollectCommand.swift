import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Has WeChat collect what is due now.
struct CollectCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: told(
            "Have WeChat collect now what is due for a completed order.",
            zh: "请微信立即对一笔已完结的订单发起催收扣款。"),
        discussion: told(
            """
            It changes nothing of the order; WeChat goes on collecting by itself all the same. \
            For each order it is made once an hour at most, or as policy.collect_interval_minutes \
            says. Without an answer nobody can tell whether WeChat collected because of it: it is \
            then unproven, and is not sent again.

            Exit code: 0 asked, 11 denied, 12 refused by WeChat, 13 unproven: there is nothing to \
            reconcile.
            """,
            zh: """
                催收不改变订单；微信自己的扣款照常继续。同一笔订单每小时最多催收一次，\
                或按 policy.collect_interval_minutes 的设置。没有收到应答时，无从得知微信是否因此扣过款：\
                结果记为“无法证实”，也不会重发。

                退出码：0 已发起，11 拒绝，12 被微信驳回，13 无法证实：无需补查。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        return try await CommandContext.with(.weChat, global, output) { context in
            let result = try await context.engine.collect(order, caller: context.caller)
            return try context.output(of: result).answer(output)
        }
    }
}
