import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Creates an order at WeChat.
struct CreateCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an order at WeChat.",
        discussion: """
            The file is the body of WeChat's create call, in WeChat's own field names; appid and \
            service_id may be left out. The answer has the package that the customer needs to \
            confirm the order.
            """)

    @Argument(help: "The JSON of the order, or - for standard input.")
    var file: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let body = try MerchantBody(file)
        let order = try body.order()
        body.tellUnknownMembers(of: .create, output)
        return try await CommandContext.with(.weChat, global, output, beginsJournal: true) {
            context in
            let result = try await body.call {
                try await context.engine.create(order, json: $0, caller: context.caller)
            }
            return try context.output(of: result).answer(output)
        }
    }
}
