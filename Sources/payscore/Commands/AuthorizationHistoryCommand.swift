import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Shows what happened to an authorization.
struct AuthorizationHistoryCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: told(
            "Who did what to an authorization, when and with what result.",
            zh: "谁在何时对一个授权做了什么，结果如何。"))

    @Argument(help: told("The authorization's code.", zh: "授权协议号。"))
    var code: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let code = try AuthorizationCode(code)
        return try await CommandContext.with(.inspection, global, output) { context in
            guard let found = try await context.engine.authorizations.known(code) else {
                throw Failure.unknown(code)
            }
            if output.format == .text { try output.lines(AuthorizationOutput.lines(of: found)) }
            let timeline = Timeline(order: nil, width: Terminal.width)
            var revision: Int64 = 0
            while !output.isClosed {
                let start = revision
                let page = try await context.journal.read {
                    try $0.records(of: .authorization(code), after: start, limit: 500)
                }
                guard let last = page.last else { break }
                revision = last.revision
                for record in page {
                    try output.answer(RecordJSON(record)) { timeline.lines(of: record) }
                }
            }
            return .ok
        }
    }
}
