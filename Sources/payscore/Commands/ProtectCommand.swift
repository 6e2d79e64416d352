import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Protects an order from calls that give money up.
struct ProtectCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "protect",
        abstract: told(
            "Protect an order from calls that give money up until the protection is lifted.",
            zh: "保护一笔订单，解除之前不得取消、不得修改金额，也不得登记为已付。"))

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
                try await context.engine.protect(order, reason: reason, caller: caller)
            } saying: {
                told(
                    """
                    \("PROTECTED", .good) \(order, .bold) from calls that give money up, by \
                    \(caller.actor)
                    """,
                    zh: """
                        \("已保护", .good) \(order, .bold)，解除之前不得取消、不得调低金额，也不得登记为已付；\
                        由 \(caller.actor) 设置
                        """)
            }
        }
    }
}

extension PayscoreCommand {
    /// Says what was done, and shows the order that it left.
    func answered(
        _ order: OutOrderNumber, _ output: Output,
        _ change: () async throws -> OrderProjection, saying done: () -> StyledText
    ) async throws -> ExitStatus {
        let changed: OrderProjection
        do { changed = try await change() } catch EngineError.orderUnknown {
            throw Failure.unknown(order)
        }
        try output.answer(OrderJSON(changed)) { [done()] + OrderOutput(order: changed).lines }
        return .ok
    }
}
