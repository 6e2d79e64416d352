import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Creates an order at WeChat.
struct CreateCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: told(
            "Create an order at WeChat.",
            zh: "向微信创建一笔订单。"),
        discussion: told(
            """
            The file is the body of WeChat's create call, in WeChat's own field names; appid and \
            service_id may be left out. The answer has the package that the customer needs to \
            confirm the order.
            """,
            zh: """
                文件是微信“创建支付分订单”接口的请求体，使用微信自己的字段名；appid 和 service_id 可以省略。\
                结果里有用户确认订单所需的 package。
                """))

    @Argument(
        help: told("The JSON of the order, or - for standard input.", zh: "订单的 JSON；- 表示标准输入。"),
        completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

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
