import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle
import UnixSignals

/// Asks WeChat about every order that is not final.
struct SweepCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: told(
            "Ask WeChat about every order that is not final, and record what differs.",
            zh: "巡查：向微信逐笔查询所有未终结的订单，记录与账本不符之处。"),
        discussion: told(
            """
            Orders that await payment come first. An order that stands where the journal knew it \
            to stand leaves no record; a change that no call of this journal explains raises an \
            alarm. Unresolved calls are left to payscore reconcile.

            Ctrl-C stops a sweep after the questions that are under way; --resume goes on from \
            there. payscore drift lists what was found.

            An order that WeChat refused outright to create is left out. One that WeChat does not \
            know is told apart: it has an answer.

            Exit code: 0 every order was asked about, 13 some had no answer or are left.
            """,
            zh: """
                待支付的订单最先查询。状态与账本一致的订单不产生记录；账本里没有调用能解释的变化会发出警报。\
                未决的请求由 payscore reconcile 处理。

                按 Ctrl-C 会在进行中的查询结束后停止，之后可用 --resume 继续。payscore drift 列出发现的不符之处。

                微信驳回创建的订单不再查询。微信没有的订单单独列出，不算没有应答。

                退出码：0 所有订单都已查询，13 有的没有得到应答，或尚未查询。
                """))

    @Option(
        help: told(
            "The most questions a second, from 1 to 100.", zh: "每秒最多查询多少笔，1 到 100。"),
        transform: WholeNumber.read)
    var rate = SweepSettings().rate

    @Option(
        help: ArgumentHelp(
            told("Go on where an earlier sweep stopped.", zh: "从上次停下的地方继续。"),
            valueName: "position"))
    var resume: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard SweepSettings.rateRange.contains(rate) else {
            throw ValidationError(
                "--rate is a whole number from 1 to 100.", zh: "--rate 须是 1 到 100 的整数。")
        }
        guard resume.map({ SweepPosition(text: $0) != nil }) ?? true else {
            throw ValidationError(
                "--resume is not a position that a sweep told.",
                zh: "--resume 不是巡查给出的位置。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        var settings = SweepSettings()
        try settings.setRate(rate)
        let start = resume.flatMap { SweepPosition(text: $0) }
        let stop = await UnixSignalsSequence(trapping: UnixSignal.stopping)
        return try await CommandContext.with(.weChat, global, output) { [settings] context in
            let (engine, caller) = (context.engine, context.caller)
            let total = output.takesProgress ? try await engine.ordersToSweep(from: start) : 0
            let progress = SweepProgress(total: total, output: output)
            let sweep = Task {
                try await engine.sweep(settings, from: start, caller: caller) { step in
                    progress.tell(step)
                }
            }
            let stopping = Task { if await stop.first() != nil { sweep.cancel() } }
            defer { stopping.cancel() }
            let report = try await sweep.value
            progress.end()
            try output.answer(SweepReportJSON(report)) { SweepOutput(report: report).lines }
            let isWhole = report.position.isComplete && report.position.failed == 0
            return isWhole ? .ok : .unresolved
        }
    }
}
