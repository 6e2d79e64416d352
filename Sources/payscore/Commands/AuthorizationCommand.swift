import ArgumentParser

/// Requests, queries and ends customers' authorizations.
struct AuthorizationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorization",
        abstract: told(
            "Request, query or end a customer's authorization, or show its history.",
            zh: "申请、查询或解除用户的授权，或查看授权的历史。"),
        subcommands: [
            AuthorizationRequestCommand.self, AuthorizationQueryCommand.self,
            AuthorizationTerminateCommand.self, AuthorizationHistoryCommand.self,
        ])

    func run() throws {
        throw ValidationError(
            "Give a subcommand: request, query, terminate or history.",
            zh: "请给出子命令：request、query、terminate 或 history。")
    }
}
