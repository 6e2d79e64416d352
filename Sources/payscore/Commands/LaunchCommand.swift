import ArgumentParser

/// Prints what the merchant's app hands to WeChat to open a page of Pay Score.
struct LaunchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "launch",
        abstract: told(
            "Print what your app hands to WeChat to open a page: authorize, confirm, detail.",
            zh: "打印客户端调起微信页面所需的参数：授权、确认订单、订单详情。"),
        discussion: told(
            """
            Nothing is sent and nothing is recorded. What WeChat hands back to the app proves \
            nothing: ask WeChat about the order.
            """,
            zh: """
                不发送任何请求，也不记录。微信返回给客户端的结果不能作为依据，须向微信查询订单。
                """),
        subcommands: [
            LaunchAuthorizeCommand.self, LaunchConfirmCommand.self, LaunchDetailCommand.self,
        ])

    func run() throws {
        throw ValidationError(
            "Give a subcommand: authorize, confirm or detail.",
            zh: "请给出子命令：authorize、confirm 或 detail。")
    }
}
