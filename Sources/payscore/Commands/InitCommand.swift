import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle
import StrictJSON

/// Begins a journal.
struct InitCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: told(
            "Begin a new journal for the configured mchid; one that is there stays as it is.",
            zh: "为配置的商户号新建审计账本；已有的账本保持不变。"),
        discussion: told(
            """
            create, observe and import begin a journal too, where there is none. No other command \
            does.
            """,
            zh: """
                没有账本时，create、observe 和 import 也会新建；其他命令都不会。
                """))

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        try await CommandContext.with(.journal, global, output, beginsJournal: true) { context in
            let merchant = try await context.engine.begin(caller: context.caller)
            let count = try await context.journal.read { try $0.end()?.sequence ?? 0 }
            let isNew = context.isNew
            let form: JSONValue = [
                "result": .string(isNew ? "begun" : "exists"), "path": .string(context.path),
                "mchid": .string(merchant.text), "records": .number(count),
            ]
            try output.answer(form) {
                isNew
                    ? []
                    : [
                        told(
                            """
                            \(context.path, .bold) is the journal of mchid \(merchant), with \
                            \(counted(count, "record", "records")); nothing was changed
                            """,
                            zh: """
                                \(context.path, .bold) 是商户号 \(merchant) 的审计账本，有 \(count) 条\
                                记录；什么也没有改动
                                """)
                    ]
            }
            return .ok
        }
    }
}
