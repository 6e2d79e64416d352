import ArgumentParser
import OrderJournal
import OrderLifecycle

/// Writes an authorization's history as a file that a third party can check.
struct AuthorizationExportCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: told(
            "Write an authorization's history as JSON Lines that a third party can check offline.",
            zh: "把一个授权的历史导出为 JSON Lines，第三方可离线检查。"),
        discussion: told(
            """
            Each record that the checkpoint seals carries the proof of that. `payscore check` \
            checks the file. It names the customer by a random name, never by openid.
            """,
            zh: """
                检查点所涵盖的每条记录都附有证明。`payscore check` 检查该文件。文件里用户只以随机名字出现，没有 openid。
                """))

    @Argument(help: told("The authorization's code.", zh: "授权协议号。"))
    var code: String

    @OptionGroup var options: ExportOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let code = try AuthorizationCode(code)
        let published = try options.published()
        return try await CommandContext.with(.inspection, global, output) { context in
            let isKnown = try await context.export(
                .authorization(code), under: published, to: output)
            guard isKnown else { throw Failure.unknown(code) }
            return .ok
        }
    }
}
