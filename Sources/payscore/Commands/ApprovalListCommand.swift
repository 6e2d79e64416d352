import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Lists requested calls.
struct ApprovalListCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: told(
            "List the calls that were requested and wait, newest first.",
            zh: "列出已提交、尚待审批的操作，新的在前。"))

    @Flag(help: told("Also what was made or has ended.", zh: "也列出已执行或已结束的。"))
    var all = false

    @Option(help: ListLimit.help, transform: WholeNumber.read)
    var limit = 50

    @Option(
        help: ArgumentHelp(
            told("List those before this one.", zh: "从这一项之前开始列出。"), valueName: "approval"))
    var before: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        try ListLimit.validate(limit)
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let cursor = try before.map { try ApprovalID($0) }
        return try await CommandContext.with(.inspection, global, output) { context in
            let page = try await context.engine.approvals.list(
                waitingOnly: !all, before: cursor, limit: limit)
            switch output.format {
            case .json: for approval in page.elements { try output.line(ApprovalJSON(approval)) }
            case .text: try output.lines(Self.lines(page.elements, isAll: all))
            }
            if let next = page.next {
                let more = StyledText(told("more: ", zh: "更多："), .dim)
                let all = all ? " --all" : ""
                output.note(
                    "\(more)payscore approval list\(all) --limit \(limit) --before \(next.text)")
            }
            return .ok
        }
    }

    private static func lines(_ approvals: [ApprovalProjection], isAll: Bool) -> [StyledText] {
        if approvals.isEmpty {
            return [
                isAll
                    ? told("Nothing was requested yet.", zh: "还没有提交过审批。")
                    : told("Nothing waits.", zh: "没有待审批的操作。")
            ]
        }
        var table = TextTable(
            told(
                ["REQUESTED", "APPROVAL", "ORDER", "CALL", "AT STAKE", "BY", "STATE"],
                zh: ["提交于", "审批编号", "订单", "调用", "涉及金额", "申请人", "状态"]))
        for approval in approvals {
            let terms = approval.terms
            table.add([
                "\(approval.requestedAt.shown, .dim)", "\(approval.id.text, .bold)",
                "\(terms.order)", "\(terms.call.kind.word)",
                "\(terms.loss?.atStake.description ?? "")", "\(terms.requestedBy.name)",
                approval.verdict,
            ])
        }
        return table.lines
    }
}
