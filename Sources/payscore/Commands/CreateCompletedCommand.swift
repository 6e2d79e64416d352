import ArgumentParser
import OrderEngine
import OrderLifecycle
import WeChatPay

/// Creates an order at WeChat that is completed already.
struct CreateCompletedCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "create-completed",
        abstract: told(
            "Create an order and complete it in one, without the customer's confirmation.",
            zh: "创单结单合并：创建并立即完结一笔订单，无需用户确认。"),
        discussion: told(
            """
            The file is the body of WeChat's direct-complete call, in WeChat's own field names; \
            appid and service_id may be left out. The customer must have authorized the service, \
            and WeChat collects the total at once. WeChat opens this call only to merchants that \
            applied for it.
            """,
            zh: """
                文件是微信“创单结单合并”接口的请求体，使用微信自己的字段名；appid 和 service_id 可以省略。\
                用户须已授权该服务，微信随即收取总金额。此接口须向微信申请后才能使用。
                """))

    @Argument(
        help: told("The JSON of the order, or - for standard input.", zh: "订单的 JSON；- 表示标准输入。"),
        completion: .file(extensions: ["json"]))
    var file: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let body = try MerchantBody(file)
        let order = try body.order()
        body.tellUnknownMembers(of: .createCompleted, output)
        return try await CommandContext.with(.weChat, global, output, beginsJournal: true) {
            context in
            let result = try await body.call {
                try await context.engine.createCompleted(
                    order, json: $0, caller: context.caller)
            }
            return try context.output(of: result).answer(output)
        }
    }
}
