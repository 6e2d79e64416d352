import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Lifts the protection of an order.
struct UnprotectCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "unprotect",
        abstract: told(
            "Lift the protection of an order.",
            zh: "解除对一笔订单的保护。"))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @Option(help: told("Why.", zh: "原因。"))
    var reason: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let reason = try OperatorReason(reason)
        return try await CommandContext.with(.journal, global, output) { context in
            let caller = context.caller
            return try await answered(order, output) {
                try await context.engine.unprotect(order, reason: reason, caller: caller)
            } saying: {
                told(
                    """
                    \("UNPROTECTED", .good) \(order, .bold): calls that give money up are decided \
                    again, by \(caller.actor)
                    """,
                    zh: """
                        \("已解除保护", .good) \(order, .bold)：此后取消或调低金额照常逐次判断；由 \
                        \(caller.actor) 解除
                        """)
            }
        }
    }
}
