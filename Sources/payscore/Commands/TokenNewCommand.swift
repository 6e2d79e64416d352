import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle
import OrderService
import StrictJSON

/// Makes a token.
struct TokenNewCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: told(
            "Make a token, and show it this once.", zh: "新建一个令牌；只在这一次显示。"),
        discussion: told(
            """
            The file keeps a digest of the token, and nothing can show the token again. A running \
            service accepts it after a SIGHUP.
            """,
            zh: "文件只保存令牌的摘要，令牌本身以后无法再显示。正在运行的服务收到 SIGHUP 后接受新令牌。"))

    @Option(
        help: told(
            "Whose token it is; the records will have this name.",
            zh: "令牌属于谁；记录里会写这个名字。"))
    var name: String

    @Option(
        name: .customLong("role"),
        help: ArgumentHelp(
            told(
                "What it may do, one or several with commas between: \(TokenRoles.forms).",
                zh: "可以做什么，一个或用逗号隔开的几个：\(TokenRoles.forms)。"), valueName: "roles"))
    var given: TokenRoles

    @Option(
        help: ArgumentHelp(
            told(
                "Until when it is accepted: \(GivenTime.forms). Default: without end.",
                zh: "有效期至：\(GivenTime.forms)。默认不过期。"), valueName: "time"))
    var expires: String?

    @OptionGroup var place: TokenOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    private var end: Timestamp? {
        expires.flatMap { GivenTime.read($0, in: ShownZone.given, isEnd: true) }
    }

    func validate() throws {
        guard (expires == nil) == (end == nil) else {
            throw ValidationError(
                "--expires must be a time, such as \(GivenTime.forms).",
                zh: "--expires 须是时间，例如 \(GivenTime.forms)。")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let principal = Principal(name: try ActorName(name), roles: given.roles)
        let file = try TokenFile(place.tokens, global)
        let (token, entry) = try file.change(begins: true) { list throws(Failure) in
            do throws(TokenListError) {
                let token = try list.issue(
                    to: principal, at: SystemClock().now(), expiresAt: end, random: SystemRandom())
                return (token, list.entries.last)
            } catch { throw Failure(error) }
        }
        try output.answer([
            "token": .string(token.secret), "id": .text(entry?.id), "file": .string(file.path),
        ]) { ["\(token.secret)"] }
        if output.format == .text {
            output.note(
                told(
                    "\(entry?.id ?? "") in \(file.path); this is the only time that it is shown",
                    zh: "\(entry?.id ?? "")，存于 \(file.path)；令牌只显示这一次"))
        }
        return .ok
    }
}
