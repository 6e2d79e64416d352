import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Shows what was given up, by which calls and by whom.
struct ForgivenCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "forgiven",
        abstract: told(
            "What money was given up, by which call and by whom, with sums.",
            zh: "放弃了哪些钱款、由哪种调用、由谁放弃，并给出合计。"),
        discussion: told(
            """
            A call counts when it was begun. One that is known to have had no effect is left out; \
            one whose outcome is not known yet is shown apart.
            """,
            zh: """
                按请求开始的时间统计。已知没有生效的请求不计入；结果未知的请求单独列出。
                """))

    @OptionGroup(title: told("Which calls", zh: "哪些请求")) var time: TimeRangeOptions

    @Option(
        help: ArgumentHelp(
            told("Only calls that this actor made.", zh: "只列出由这个操作者发起的请求。"),
            valueName: "actor"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            told(
                "Only what this actor requested, whoever made the call.",
                zh: "只列出由这个操作者申请的，不论由谁发起。"), valueName: "actor"))
    var requestedBy: String?

    @Option(
        help: ArgumentHelp(
            told(
                "Only what this actor acknowledged, by stating the amount.",
                zh: "只列出由这个操作者说出金额、加以确认的。"), valueName: "actor"))
    var acknowledgedBy: String?

    @Flag(
        help: told(
            "Comma-separated values, for a spreadsheet.", zh: "输出逗号分隔的表格（CSV），供电子表格使用。"))
    var csv = false

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard !csv || global.output == .text else {
            throw ValidationError(
                "--csv and --output json exclude each other.",
                zh: "--csv 与 --output json 不能同时使用。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let actor = try by.map { try ActorName($0) }
        let requester = try requestedBy.map { try ActorName($0) }
        let acknowledger = try acknowledgedBy.map { try ActorName($0) }
        let (start, end) = (time.start, time.end)
        let shown = GivenUpOutput(isCSV: csv, start: start, end: end)
        return try await CommandContext.with(.inspection, global, output) { context in
            var totals = GivenUpTotals()
            var cursor: AttemptID?
            try shown.begin(output)
            repeat {
                let page = try await context.engine.givenUp(
                    from: start, until: end, by: actor, requestedBy: requester,
                    acknowledgedBy: acknowledger, before: cursor, limit: 500)
                for call in page.elements { totals.add(call) }
                try shown.answer(page.elements, output)
                cursor = page.next
            } while cursor != nil && !output.isClosed
            try shown.end(totals, output)
            return .ok
        }
    }
}
