import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle

/// Answers "may I cancel this order?".
struct CanCancelCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "can-cancel",
        abstract: "May this order be cancelled now, and what would be lost?",
        discussion: """
            WeChat is asked for a fresh observation, which is recorded together with the decision. \
            Where money would be given up, the answer has a permit for `cancel --permit --at-stake`.

            Exit code: 0 allowed, 10 needs acknowledgement, 11 denied.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String?

    @Option(
        help: "WeChat's rules to apply: of 2019 (1.0) or 2020 (1.1); never looser than configured.")
    var rules: RulesOption?

    @Flag(help: "Decide on the last recorded observation, of any age; ask and record nothing.")
    var offline = false

    @Option(
        help: ArgumentHelp(
            "Decide on raw query answers, one JSON object or one a line; - for standard input. "
                + "No database is used.", valueName: "file"))
    var snapshot: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func validate() throws {
        if (number == nil) == (snapshot == nil) {
            throw ValidationError("Give the order's number, or --snapshot with a file.")
        }
        if offline, snapshot != nil {
            throw ValidationError("--offline and --snapshot exclude each other.")
        }
    }

    func perform(_ output: Output) async throws -> ExitStatus {
        if let snapshot {
            var settings = try PayscoreConfiguration.load(global.config).engineSettings()
            settings.rules = try RulesOption.version(rules, over: settings.rules)
            return try SnapshotDecisions(
                bytes: try InputFile.read(snapshot, limit: SnapshotDecisions.sizeLimit),
                of: OpenInput.shown(snapshot),
                settings: settings, actor: try global.caller().actor
            ).answer(output)
        }
        let order = try OutOrderNumber(number ?? "")
        let shown =
            offline ? try await offlineForm(order, output) : try await freshForm(order, output)
        try output.answer(shown.form) { shown.lines }
        return shown.status
    }

    private func freshForm(
        _ order: OutOrderNumber, _ output: Output
    ) async throws -> DecisionOutput {
        let rules = rules
        return try await CommandContext.with(.weChat, global, output) { context in
            DecisionOutput(
                try await context.engine.cancelDecision(
                    on: order, rules: try RulesOption.version(rules, over: context.settings.rules),
                    caller: context.caller))
        }
    }

    private func offlineForm(
        _ order: OutOrderNumber, _ output: Output
    ) async throws -> DecisionOutput {
        let rules = rules
        return try await CommandContext.with(.inspection, global, output) { context in
            var settings = context.settings
            settings.rules = try RulesOption.version(rules, over: settings.rules)
            let now = SystemClock().now()
            guard try await context.journal.read({ try $0.order(order) }) != nil else {
                throw Failure.unknown(order)
            }
            let answer = try await Engine.offlineDecision(
                on: order, for: .cancel, in: context.journal, settings: settings, now: now,
                caller: context.caller)
            return DecisionOutput(offline: answer, now: now)
        }
    }
}
