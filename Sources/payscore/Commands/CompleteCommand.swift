import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Completes an order at WeChat.
struct CompleteCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: told(
            "Complete an order at WeChat, which then collects its amount.",
            zh: "向微信完结一笔订单，此后由微信收款。"),
        discussion: told(
            """
            The file is the body of WeChat's complete call, in WeChat's own field names; appid and \
            service_id may be left out.
            """,
            zh: """
                文件是微信“完结支付分订单”接口的请求体，使用微信自己的字段名；appid 和 service_id 可以省略。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @Argument(
        help: told(
            "The JSON of the completion, or - for standard input.", zh: "完结请求的 JSON；- 表示标准输入。"),
        completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

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
