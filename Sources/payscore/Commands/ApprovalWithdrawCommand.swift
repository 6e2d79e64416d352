import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle

/// Withdraws a requested call.
struct ApprovalWithdrawCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: told(
            "Withdraw a call that you requested; it is never made.",
            zh: "撤回自己提交的审批；该操作不会再执行。"))

    @Argument(help: told("The approval, apr_….", zh: "审批编号，apr_…。"))
    var approval: String

    @Option(help: told("Why.", zh: "原因。"))
    var reason: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let id = try ApprovalID(approval)
        let reason = try reason.map { try OperatorReason($0) }
        return try await CommandContext.with(.journal, global, output) { context in
            let result = try await context.engine.approvals.withdraw(
                id, reason: reason, caller: context.caller)
            return try ApprovalOutput(result, of: context).answer(output)
        }
    }
}
