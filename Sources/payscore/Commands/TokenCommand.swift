import ArgumentParser

/// Makes, lists and revokes the tokens of the service.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: told(
            "Make, list or revoke tokens for payscore serve.",
            zh: "为 payscore serve 新建、列出或撤销令牌。"),
        subcommands: [
            TokenNewCommand.self, TokenListCommand.self, TokenRevokeCommand.self,
        ])

    func run() throws {
        throw ValidationError(
            "Give a subcommand: new, list or revoke.", zh: "请给出子命令：new、list 或 revoke。")
    }
}
