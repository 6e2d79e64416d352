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
            zh: "谁在何时、为何对一笔订单做了什么，结果如何。"),
        discussion: told(
            """
            With --journal, the records of the journal itself: its beginning, its policy and keys, \
            its velocity limit, and what was lost.
            """,
            zh: """
                加上 --journal，则显示账本自身的记录：何时新建、策略和密钥、限额与熔断，以及丢失过什么。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String?

    @Flag(
        help: told(
            "The records of the journal itself, instead of an order's.",
            zh: "显示账本自身的记录，而不是一笔订单的。"))
    var journal = false

    @OptionGroup var records: RecordFilterOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        guard (number == nil) == journal else {
            throw ValidationError(
                "Give the order's number, or --journal.",
                zh: "请给出商户订单号，或 --journal，二者选一。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try number.map { try OutOrderNumber($0) }
        let filter = try records.filter()
        let subject = order.map { Subject.order($0) } ?? .journal
        return try await CommandContext.with(.inspection, global, output) { context in
            let timeline = Timeline(order: order, width: Terminal.width)
            if let order {
                let found = try await context.journal.read { try $0.order(order) }
                guard let found else { throw await Failure.unknown(order, in: context) }
                if output.format == .text { try output.lines(OrderOutput(order: found).lines) }
            }
            var revision: Int64 = 0
            while !output.isClosed {
                let start = revision
                let page = try await context.journal.read {
                    try $0.records(of: subject, after: start, limit: 500)
                }
                guard let last = page.last else { break }
                revision = last.revision
                for record in page where filter.matches(record) {
                    try output.answer(RecordJSON(record)) {
                        timeline.lines(of: record)
                    }
                }
            }
            return .ok
        }
    }
}
