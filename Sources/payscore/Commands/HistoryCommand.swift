import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Shows who did what, when, why and with what result.
struct HistoryCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: told(
            "Who did what to an order, when, why and with what result.",
            zh: "谁在何时、为何对一笔订单做了什么，结果如何。"))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        return try await CommandContext.with(.inspection, global, output) { context in
            let timeline = Timeline(order: order, width: Terminal.width)
            let found = try await context.journal.read { try $0.order(order) }
            guard let found else { throw Failure.unknown(order) }
            if output.format == .text { try output.lines(OrderOutput(order: found).lines) }
            var revision: Int64 = 0
            while !output.isClosed {
                let start = revision
                let page = try await context.journal.read {
                    try $0.records(of: .order(order), after: start, limit: 500)
                }
                guard let last = page.last else { break }
                revision = last.revision
                for record in page {
                    try output.answer(RecordJSON(record)) {
                        timeline.lines(of: record)
                    }
                }
            }
            return .ok
        }
    }
}
