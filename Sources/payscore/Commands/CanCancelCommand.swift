import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle

/// Answers "may I cancel this order?".
struct CanCancelCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "can-cancel",
        abstract: told(
            "May this order be cancelled now, and what would be lost?",
            zh: "这笔订单现在可以取消吗，会损失什么？"),
        discussion: told(
            """
            WeChat is asked for a fresh observation, which is recorded together with the decision. \
            Where money would be given up, the answer has a permit for `cancel --permit --at-stake`.

            Exit code: 0 allowed, 10 needs acknowledgement, 11 denied.
            """,
            zh: """
                先向微信查询一次，观察与决定一并记入审计账本。如果取消会放弃钱款，结果里附有许可，\
                供 `cancel --permit --at-stake` 使用。

                退出码：0 允许，10 须先确认，11 拒绝。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String?

    @Option(
        help: told(
            "WeChat's rules to apply: of 2019 (1.0) or 2020 (1.1); never looser than configured.",
            zh: "采用哪一版微信规则：2019 年的 1.0 或 2020 年的 1.1；不得比配置的宽松。"))
    var rules: RulesOption?

    @Flag(
        help: told(
            "Decide on the last recorded observation, of any age; ask and record nothing.",
            zh: "依据最近一次已记录的观察作决定，不论多旧；不查询，也不记录。"))
    var offline = false

    @Option(
        help: ArgumentHelp(
            told(
                "Decide on raw query answers, one JSON object or one a line; - for standard input. "
                    + "No database is used.",
                zh: "依据查询应答的原文作决定：一个 JSON 对象，或每行一个；- 表示标准输入。不使用数据库。"),
            valueName: "file"),
        completion: .file(extensions: ["json", "jsonl"]))
    var snapshot: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func validate() throws {
        if (number == nil) == (snapshot == nil) {
            throw ValidationError(
                "Give the order's number, or --snapshot with a file.",
                zh: "请给出商户订单号，或用 --snapshot 指定文件，二者选一。")
        }
        if offline, snapshot != nil {
            throw ValidationError(
                "--offline and --snapshot exclude each other.",
                zh: "--offline 与 --snapshot 不能同时使用。")
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
