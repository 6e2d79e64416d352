import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle

/// Acknowledges what a requested call gives up.
struct ApprovalAcknowledgeCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: told(
            "Acknowledge the amount that a requested call gives up; then it is made.",
            zh: "确认一项待审批操作要放弃的金额；随后即执行。"),
        discussion: told(
            """
            The call is decided on again, on a fresh observation. Where another amount is at stake \
            by then, nothing is sent, and the request waits for people again. Nobody acknowledges \
            a request of their own.

            Exit code: 0 made, or it waits for another person or for its hour; 10 another amount \
            is at stake; 11 denied; 12 refused by WeChat; 13 unresolved; 14 it cannot be \
            acknowledged like this.
            """,
            zh: """
                执行前会重新查询、重新决定。如果届时涉及金额已有变化，则什么也不发送，申请重新等待确认。\
                任何人不得确认自己的申请。

                退出码：0 已执行，或仍待另一人确认或等待时间；10 涉及金额已有变化；11 拒绝；\
                12 被微信驳回；13 未决；14 不能这样确认。
                """))

    @Argument(help: told("The approval, apr_….", zh: "审批编号，apr_…。"))
    var approval: String

    @Option(
        help: ArgumentHelp(
            told(
                "The amount that is given up for good: 128.00, ¥128 or '12800 fen'.",
                zh: "要永久放弃的金额：128.00、¥128、128元 或 '12800 fen'。"),
            valueName: "amount"))
    var atStake: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let id = try ApprovalID(approval)
        let amount = try Amount(parsing: atStake)
        return try await CommandContext.with(.weChat, global, output) { context in
            let result = try await context.engine.approvals.acknowledge(
                id, atStake: amount, caller: context.caller)
            return try ApprovalOutput(result, of: context).answer(output)
        }
    }
}
