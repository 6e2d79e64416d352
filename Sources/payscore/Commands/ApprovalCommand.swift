import ArgumentParser

/// Shows and decides what was requested with `--request-approval` or `--hold`.
struct ApprovalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approval",
        abstract: told(
            "List requested calls, acknowledge, reject or withdraw one, or make what is due.",
            zh: "列出待审批的操作，确认、驳回或撤回其中之一，或执行已到时间的操作。"),
        subcommands: [
            ApprovalListCommand.self, ApprovalAcknowledgeCommand.self, ApprovalRejectCommand.self,
            ApprovalWithdrawCommand.self, ApprovalRunCommand.self,
        ])

    func run() throws {
        throw ValidationError(
            "Give a subcommand: list, acknowledge, reject, withdraw or run.",
            zh: "请给出子命令：list、acknowledge、reject、withdraw 或 run。")
    }
}
