import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle

/// Tells in one paragraph where an order is and how it got there.
struct ShowCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: told(
            "Where an order is, how much, who did it and why, in one paragraph.",
            zh: "用一段话说明一笔订单：现状、金额、谁做的、为什么。"))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        return try await CommandContext.with(.inspection, global, output) { context in
            guard let summary = try await context.engine.summary(of: order) else {
                throw await Failure.unknown(order, in: context)
            }
            try output.answer(OrderSummaryJSON(summary)) {
                OrderSummaryOutput(summary: summary, width: Terminal.width).lines
            }
            return .ok
        }
    }
}
