import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Pre-authorizes a code.
struct AuthorizationRequestCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: told(
            "Pre-authorize a code; the answer has the token with which a customer can agree.",
            zh: "申请一个授权协议号（商户预授权）；应答中的 token 供用户授权使用。"),
        discussion: told(
            """
            The token lasts an hour and is recorded nowhere. If its answer is lost, request it \
            again.

            Exit code: 0 done, 11 denied, 12 refused by WeChat, 13 unresolved.
            """,
            zh: """
                token 一小时内有效，不会记入账本。应答丢失时，再申请一次即可。

                退出码：0 完成，11 拒绝，12 被微信驳回，13 未决。
                """))

    @Argument(
        help: told(
            "A code of your own, one for each agreement.", zh: "商户自定的授权协议号，每次授权一个。"))
    var code: String

    @Option(
        name: .customLong("notify-url"),
        help: told(
            "Where WeChat tells what the customer does.", zh: "接收授权结果通知的地址。"))
    var notifyURL: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let code = try AuthorizationCode(code)
        return try await CommandContext.with(
            .weChat, global, output, beginsJournal: true
        ) { context in
            let result = try await context.engine.authorizations.request(
                code, notifyURL: notifyURL, caller: context.caller)
            return try AuthorizationOutput(result).answer(output)
        }
    }
}
