import ArgumentParser
import OrderLifecycle
import OrderService
import StrictJSON

/// Revokes a token.
struct TokenRevokeCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: told(
            "Revoke a token; a running service refuses it after a SIGHUP.",
            zh: "撤销一个令牌；正在运行的服务收到 SIGHUP 后不再接受它。"))

    @Argument(
        help: told("The token's identifier, as the list has it.", zh: "令牌的编号，见 token list。"))
    var id: String

    @OptionGroup var place: TokenOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let file = try TokenFile(place.tokens, global)
        let revoked = try file.change(begins: false) { list throws(Failure) in
            guard let entry = list.revoke(id) else {
                throw Failure(
                    .notFound, "token_not_listed",
                    "\(OpenInput.shown(file.path)) has no token \(id.cut(toBytes: 64))")
            }
            return entry
        }
        try output.answer([
            "result": .string("revoked"), "id": .string(revoked.id),
            "name": .string(revoked.principal.name.text),
        ]) {
            [
                told(
                    "\("REVOKED", .good)  \(revoked.id) of \(revoked.principal.name.text, .bold)",
                    zh: "\("已撤销", .good)  \(revoked.principal.name.text, .bold) 的 \(revoked.id)")
            ]
        }
        return .ok
    }
}
