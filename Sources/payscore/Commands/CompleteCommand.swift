import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Completes an order at WeChat.
struct CompleteCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Complete an order at WeChat, which then collects its amount.",
        discussion: """
            The file is the body of WeChat's complete call, in WeChat's own field names; appid and \
            service_id may be left out.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Argument(help: "The JSON of the completion, or - for standard input.")
    var file: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let body = try MerchantBody(file)
        body.tellUnknownMembers(of: .complete, output)
        return try await CommandContext.with(.weChat, global, output) { context in
            let result = try await body.call {
                try await context.engine.complete(order, json: $0, caller: context.caller)
            }
            return try context.output(of: result).answer(output)
        }
    }
}
