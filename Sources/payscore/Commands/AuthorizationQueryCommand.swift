import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderLifecycle

/// Asks WeChat where an authorization stands.
struct AuthorizationQueryCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: told(
            "Ask WeChat where an authorization stands, by its code or by its customer.",
            zh: "按授权协议号或用户向微信查询授权状态。"))

    @OptionGroup(title: told("Which", zh: "哪个授权")) var which: AuthorizationOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let reference = try which.reference()
        return try await CommandContext.with(
            .weChat, global, output, beginsJournal: true
        ) { context in
            let (authorizations, caller) = (context.engine.authorizations, context.caller)
            let found =
                switch reference {
                case .code(let code): try await authorizations.query(code, caller: caller)
                case .openID(let openID):
                    try await authorizations.query(of: openID, caller: caller)
                }
            try output.answer(AuthorizationJSON(found)) { AuthorizationOutput.lines(of: found) }
            return .ok
        }
    }
}
