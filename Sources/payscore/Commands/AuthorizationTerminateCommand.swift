import ArgumentParser
import OrderEngine
import OrderLifecycle

/// Ends an authorization.
struct AuthorizationTerminateCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminate",
        abstract: told(
            "End an authorization, by its code or by its customer.",
            zh: "按授权协议号或用户解除授权。"),
        discussion: told(
            """
            While orders of the customer are open it is denied, and the answer names them.

            Exit code: 0 done, 11 denied, 12 refused by WeChat, 13 unresolved.
            """,
            zh: """
                该用户还有未结束的订单时会拒绝，并列出这些订单。

                退出码：0 完成，11 拒绝，12 被微信驳回，13 未决。
                """))

    @OptionGroup(title: told("Which", zh: "哪个授权")) var which: AuthorizationOptions

    @Option(help: told("Why, for WeChat.", zh: "解除原因，会发给微信。"))
    var reason: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let reference = try which.reference()
        let reason = try CancelReason(reason, limit: CancelReason.newerLimit)
        return try await CommandContext.with(.weChat, global, output) { context in
            let (authorizations, caller) = (context.engine.authorizations, context.caller)
            let result =
                switch reference {
                case .code(let code):
                    try await authorizations.terminate(code, reason: reason, caller: caller)
                case .openID(let openID):
                    try await authorizations.terminate(
                        of: openID, reason: reason, caller: caller)
                }
            return try AuthorizationOutput(result).answer(output)
        }
    }
}
