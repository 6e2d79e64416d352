import ArgumentParser

/// Requests, queries and ends customers' authorizations.
struct AuthorizationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorization",
        abstract: told(
            "Request, query or end a customer's authorization, or show or export its history.",
            zh: "申请、查询或解除用户的授权，或查看、导出授权的历史。"),
        subcommands: [
            AuthorizationRequestCommand.self, AuthorizationQueryCommand.self,
            AuthorizationTerminateCommand.self, AuthorizationHistoryCommand.self,
            AuthorizationExportCommand.self,
        ])

    func run() throws {
        throw ValidationError(
            "Give a subcommand: request, query, terminate, history or export.",
            zh: "请给出子命令：request、query、terminate、history 或 export。")
    }
}
