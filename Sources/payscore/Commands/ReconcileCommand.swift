import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Resolves attempts.
struct ReconcileCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: told(
            "Ask WeChat what became of the unresolved calls, and settle what can be settled.",
            zh: "补查：向微信查清未决的请求，能了结的都了结。"),
        discussion: told(
            "Exit code: 0 nothing is unresolved any more, 13 something still is.",
            zh: "退出码：0 不再有未决的请求，13 仍有未决的请求。"))

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        try await CommandContext.with(.weChat, global, output) { context in
            let reports = try await context.engine.reconcile(
                dueOnly: false, caller: context.caller)
            let others = try await context.engine.authorizations.reconcile(
                dueOnly: false, caller: context.caller)
            switch output.format {
            case .json:
                for report in reports { try output.line(AttemptReportJSON(report)) }
                for report in others { try output.line(AuthorizationResultJSON(report)) }
            case .text:
                if reports.isEmpty, others.isEmpty {
                    try output.lines([told("Nothing is unresolved.", zh: "没有未决的请求。")])
                }
                for report in reports { try output.lines(report.lines) }
                for report in others { try output.lines(AuthorizationOutput.lines(of: report)) }
            }
            let attempts = reports.map(\.attempt) + others.map(\.attempt)
            return attempts.allSatisfy(\.isSettled) ? .ok : .unresolved
        }
    }
}
