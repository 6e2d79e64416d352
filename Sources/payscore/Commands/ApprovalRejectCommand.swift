import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle

/// Rejects a requested call.
struct ApprovalRejectCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: told(
            "Reject a requested call; it is never made.", zh: "驳回一项待审批操作；它不会再执行。"))

    @Argument(help: told("The approval, apr_….", zh: "审批编号，apr_…。"))
    var approval: String

    @Option(help: told("Why.", zh: "原因。"))
    var reason: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let id = try ApprovalID(approval)
        let reason = try OperatorReason(reason)
        return try await CommandContext.with(.journal, global, output) { context in
            let result = try await context.engine.approvals.reject(
                id, reason: reason, caller: context.caller)
            return try ApprovalOutput(result, of: context).answer(output)
        }
    }
}
