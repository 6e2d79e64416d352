import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Lifts the protection of an order.
struct UnprotectCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "unprotect", abstract: "Lift the protection of an order.")

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Option(help: "Why.")
    var reason: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

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
                        \("已解除保护", .good) \(order, .bold)：放弃金额的调用重新由决定把关；由 \
                        \(caller.actor) 解除
                        """)
            }
        }
    }
}
