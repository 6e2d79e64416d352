import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Lists where orders were found elsewhere than the journal knew.
struct DriftCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: told(
            "List where orders were found elsewhere than the journal knew, the oldest first.",
            zh: "列出订单与账本不符的各次发现，最早的在前。"),
        discussion: told(
            """
            It lists what sweeps recorded, and each change that no call of this journal explains, \
            contradiction and late effect: what differed, since when, and whether somebody has \
            seen to the alarm (payscore note --alarm-seen-to).
            """,
            zh: """
                列出巡查所记录的内容，以及每一次账本里没有调用能解释的变化、矛盾和迟到的结果：哪里不符、\
                从何时起，以及警报是否有人处理（payscore note --alarm-seen-to）。
                """))

    @OptionGroup(title: told("When it was found", zh: "何时发现")) var time: TimeRangeOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let (start, end) = (time.start, time.end)
        return try await CommandContext.with(.inspection, global, output) { context in
            var cursor: Int64 = 0
            var isEmpty = true
            while !output.isClosed {
                let page = try await context.engine.drift(
                    from: start, before: end, after: cursor, limit: 500)
                for entry in page.elements {
                    isEmpty = false
                    try output.answer(DriftEntryJSON(entry)) { DriftOutput(entry: entry).lines }
                }
                guard let next = page.next else { break }
                cursor = next
            }
            if isEmpty, output.format == .text {
                try output.lines([told("Nothing differed.", zh: "没有不符之处。")])
            }
            return .ok
        }
    }
}
