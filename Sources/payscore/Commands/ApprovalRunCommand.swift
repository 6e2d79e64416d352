import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Makes what is due.
struct ApprovalRunCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: told(
            "Make the held calls whose hour has come, and end those that waited too long.",
            zh: "执行已到时间的操作，并结束等待过久的申请。"),
        discussion: told(
            """
            payscore serve does this every minute. Without it, run this from a timer.

            Exit code: 0 everything due was made or ended; 13 something is unresolved.
            """,
            zh: """
                payscore serve 每分钟会做一次。没有使用它时，请用定时任务运行本命令。

                退出码：0 到时间的都已执行或结束；13 仍有未决的请求。
                """))

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        try await CommandContext.with(.weChat, global, output) { context in
            let results = try await context.engine.approvals.run(caller: context.caller)
            let outputs = results.map { ApprovalOutput($0, of: context) }
            switch output.format {
            case .json: for shown in outputs { try output.line(shown.form) }
            case .text:
                if outputs.isEmpty {
                    try output.lines([told("Nothing is due.", zh: "没有到时间的操作。")])
                }
                for shown in outputs { try output.lines(shown.lines) }
            }
            return outputs.contains { $0.status == .unresolved } ? .unresolved : .ok
        }
    }
}
