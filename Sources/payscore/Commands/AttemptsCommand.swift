import ArgumentParser
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Lists attempts.
struct AttemptsCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "attempts",
        abstract: told(
            "List the calls that were made or begun, newest first.",
            zh: "列出已发出或已开始的请求，新的在前。"))

    @Flag(help: told("Only those whose outcome is not known yet.", zh: "只列出结果未知（未决）的请求。"))
    var open = false

    @Option(help: ListLimit.help, transform: WholeNumber.read)
    var limit = 50

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        try ListLimit.validate(limit)
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        let (open, limit) = (open, limit)
        return try await CommandContext.with(.inspection, global, output) { context in
            let attempts = try await context.journal.read {
                try $0.attempts(openOnly: open, before: nil, limit: limit)
            }
            switch output.format {
            case .json:
                for attempt in attempts { try output.line(AttemptJSON(attempt)) }
            case .text: try output.lines(Self.lines(attempts, isOpenOnly: open))
            }
            return .ok
        }
    }

    /// The order's number; an authorization's code is told apart from one.
    private static func name(_ subject: Subject) -> String {
        guard case .authorization(let code) = subject else {
            return subject.order?.text ?? subject.text
        }
        return told("authorization \(code.text)", zh: "授权 \(code.text)")
    }

    private static func lines(
        _ attempts: [AttemptProjection], isOpenOnly: Bool
    ) -> [StyledText] {
        if attempts.isEmpty {
            return [
                isOpenOnly
                    ? told("Nothing is unresolved.", zh: "没有未决的请求。")
                    : told("Nothing has been attempted yet.", zh: "还没有发起过任何请求。")
            ]
        }
        var table = TextTable(
            told(
                ["BEGUN", "SUBJECT", "CALL", "GIVEN UP", "BY", "OUTCOME"],
                zh: ["开始于", "订单或授权", "调用", "放弃金额", "发起人", "结果"]))
        for attempt in attempts {
            table.add([
                "\(attempt.intendedAt.shown, .dim)",
                "\(Self.name(attempt.subject))",
                "\(attempt.intent.call.kind.word)",
                "\(attempt.intent.consent?.givenUp.description ?? "")", "\(attempt.caller.actor)",
                AttemptOutput(attempt: attempt).outcome,
            ])
        }
        return table.lines
    }
}
