import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle

/// Tells which calls may be made on an order now.
struct CallsCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: told(
            "Which calls may be made on this order now, and what would each give up?",
            zh: "这笔订单现在可以发起哪些请求，各会放弃什么？"),
        discussion: told(
            """
            WeChat is asked for a fresh observation, which is recorded. No decision is recorded, \
            and there is no permit: for those, ask about the one call. Where the answer depends on \
            an amount, it is that for the amount which gives up the least.
            """,
            zh: """
                先向微信查询一次，观察会记入审计账本。这里不记录决定，也不发许可；需要时请就某一种请求单独询问。\
                如果答案取决于金额，这里给出的是放弃最少的那个金额的答案。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        return try await CommandContext.with(.weChat, global, output) { context in
            let options = try await context.engine.allowedCalls(on: order, caller: context.caller)
            try output.answer(AllowedCallsJSON(options, on: order)) {
                options.flatMap { CallOptionOutput(option: $0).lines }
            }
            return .ok
        }
    }
}
