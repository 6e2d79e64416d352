import ArgumentParser
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Draws the machine.
struct DiagramCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagram",
        abstract: told(
            "Draw the life of orders from the transition function itself; with a number, "
                + "also that order's way, what was denied to it and what was done to it elsewhere.",
            zh: "由状态转移函数画出订单的生命周期；给出订单号，则还画出该订单走过的路、"
                + "被拒绝的操作和在别处发生的变化。"))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String?

    @Option(help: told("The language of the diagram.", zh: "图的描述语言。"))
    var format: DiagramFormat = .mermaid

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        var diagram = LifecycleDiagram()
        if let number {
            let order = try OutOrderNumber(number)
            let path = try await CommandContext.with(.inspection, global, output) { context in
                try await Self.path(of: order, in: context.journal)
            }
            diagram.path = path
        }
        let text =
            switch format {
            case .mermaid: diagram.mermaid
            case .dot: diagram.dot
            case .svg: diagram.svg
            }
        switch output.format {
        case .text: try output.raw(text)
        case .json:
            try output.line(["format": .string(format.rawValue), "diagram": .string(text)])
        }
        return .ok
    }

    private static func path(
        of order: OutOrderNumber, in journal: any Journal
    ) async throws -> OrderPath {
        guard try await journal.read({ try $0.order(order) }) != nil else {
            throw Failure.unknown(order)
        }
        var path = OrderPath(order: order)
        var revision: Int64 = 0
        while true {
            let start = revision
            let page = try await journal.read {
                try $0.records(of: .order(order), after: start, limit: 500)
            }
            guard let last = page.last else { return path }
            revision = last.revision
            for record in page { path.add(record) }
        }
    }
}
