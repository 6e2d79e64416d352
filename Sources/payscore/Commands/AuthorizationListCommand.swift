import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Lists authorizations.
struct AuthorizationListCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: told(
            "List the authorizations of the journal, by code.",
            zh: "按授权协议号列出账本里的授权。"))

    @Option(help: ListLimit.help, transform: WholeNumber.read)
    var limit = 50

    @Option(
        help: ArgumentHelp(
            told("List those after this code.", zh: "从这个授权协议号之后开始列出。"),
            valueName: "code"))
    var after: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        try ListLimit.validate(limit)
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let cursor = try after.map { try AuthorizationCode($0) }
        return try await CommandContext.with(.inspection, global, output) { context in
            let page = try await context.engine.authorizations.list(after: cursor, limit: limit)
            switch output.format {
            case .json: for found in page.elements { try output.line(AuthorizationJSON(found)) }
            case .text: try output.lines(Self.lines(page.elements))
            }
            if let next = page.next {
                let more = StyledText(told("more: ", zh: "更多："), .dim)
                output.note(
                    "\(more)payscore authorization list --limit \(limit) --after='\(next.text)'")
            }
            return .ok
        }
    }

    private static func lines(_ authorizations: [AuthorizationProjection]) -> [StyledText] {
        if authorizations.isEmpty {
            return [told("There are no authorizations.", zh: "没有授权。")]
        }
        var table = TextTable(
            told(
                ["CODE", "REV", "SINCE", "STATE", "CUSTOMER", ""],
                zh: ["授权协议号", "版本", "自", "状态", "用户", ""]), rightAligned: [1])
        for found in authorizations {
            let open = found.openAttempt == nil ? "" : told("unresolved", zh: "未决")
            table.add([
                "\(found.code.text, .bold)", "\(found.revision)",
                "\(found.since?.shown ?? "", .dim)", StyledText(found.state.word),
                "\(found.customer?.text ?? "")", "\(open, .caution)",
            ])
        }
        return table.lines
    }
}
