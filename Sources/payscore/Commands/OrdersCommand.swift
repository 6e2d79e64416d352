import ArgumentParser
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Lists orders.
struct OrdersCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: told(
            "List the orders of the journal, by number.",
            zh: "按订单号列出审计账本里的订单。"),
        discussion: told(
            """
            With --from, --to, --by, --call or --event: the orders that have such a record, the \
            last changed first.
            """,
            zh: """
                加上 --from、--to、--by、--call 或 --event：列出有这种记录的订单，最近变动的在前。
                """))

    @Option(help: told("Only those in this phase.", zh: "只列出处于这个阶段的订单。"))
    var phase: PhaseOption?

    @Option(help: ListLimit.help, transform: WholeNumber.read)
    var limit = 50

    @Option(
        help: ArgumentHelp(
            told("List those after this number.", zh: "从这个订单号之后开始列出。"), valueName: "cursor"))
    var after: String?

    @OptionGroup var records: RecordFilterOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        try ListLimit.validate(limit)
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let cursor = try after.map { try OutOrderNumber($0) }
        let (phase, limit, filter) = (phase?.rawValue, limit, try records.filter())
        return try await CommandContext.with(.inspection, global, output) { context in
            let found = try await context.journal.inspect { reader in
                if filter == .all {
                    return try reader.orders(phase: phase, after: cursor, limit: limit + 1)
                }
                let last = try cursor.map { number in
                    guard let order = try reader.order(number) else {
                        throw Failure.unknown(number)
                    }
                    return OrderCursor(order)
                }
                return try reader.orders(
                    phase: phase, having: filter, changedBefore: last, limit: limit + 1)
            }
            let orders = Array(found.prefix(limit))
            switch output.format {
            case .json: for order in orders { try output.line(OrderJSON(order)) }
            case .text: try output.lines(Self.lines(orders))
            }
            if found.count > limit, let last = orders.last {
                let more = StyledText(told("more: ", zh: "更多："), .dim)
                output.note("\(more)\(next(after: last.order))")
            }
            return .ok
        }
    }

    /// The command that lists those after a number; a number may begin with a dash, and have what
    /// a shell takes for its own, but no quote.
    private func next(after number: OutOrderNumber) -> String {
        let phase = phase.map { " --phase \($0.rawValue)" } ?? ""
        return "payscore orders\(phase)\(records.words) --limit \(limit) --after='\(number)'"
    }

    private static func lines(_ orders: [OrderProjection]) -> [StyledText] {
        if orders.isEmpty {
            return [told("There are no such orders.", zh: "没有这样的订单。")]
        }
        var table = TextTable(
            told(
                ["ORDER", "REV", "UPDATED", "PHASE", ""],
                zh: ["订单", "版本", "更新于", "阶段", ""]), rightAligned: [1])
        for order in orders {
            var marks: [String] = []
            if !order.isVerified, order.state != .unseen {
                marks.append(told("not verified", zh: "未验证"))
            }
            if order.isProtected { marks.append(told("protected", zh: "受保护")) }
            if order.openAttempt != nil { marks.append(told("unresolved", zh: "未决")) }
            if order.contradictions > 0 { marks.append(told("contradictions", zh: "矛盾")) }
            table.add([
                "\(order.order, .bold)", "\(order.revision)", "\(order.updatedAt.shown, .dim)",
                order.state.words, "\(marks.joined(separator: told(", ", zh: "、")), .caution)",
            ])
        }
        return table.lines
    }
}
