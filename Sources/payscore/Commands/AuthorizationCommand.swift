import ArgumentParser

/// Requests, queries and ends customers' authorizations.
struct AuthorizationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorization",
        abstract: told(
            "Request, query or end an authorization, list them, or show or export a history.",
            zh: "申请、查询或解除用户的授权，列出全部授权，或查看、导出一个授权的历史。"),
        subcommands: [
            AuthorizationRequestCommand.self, AuthorizationQueryCommand.self,
            AuthorizationTerminateCommand.self, AuthorizationListCommand.self,
            AuthorizationHistoryCommand.self, AuthorizationExportCommand.self,
        ])

    func run() throws {
        throw ValidationError(
            "Give a subcommand: request, query, terminate, list, history or export.",
            zh: "请给出子命令：request、query、terminate、list、history 或 export。")
    }
}
