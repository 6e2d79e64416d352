import ArgumentParser
import OrderEngine
import OrderJournal

/// Takes over a merchant's existing orders.
struct ImportCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: told(
            "Take over existing orders: query answers of WeChat's, one a line.",
            zh: "导入已有的订单：微信的查询应答，每行一个。"),
        discussion: told(
            """
            \(Engine.importLimit) orders are one commit. What is known already leaves no further \
            record, so an import that was stopped is simply run again. As with observe, nothing \
            is verified, and no observation is fresh enough to cancel on.

            A line that is no order of ours is named on standard error and passed over.

            Exit code: 0 all lines were good, 65 some were not.
            """,
            zh: """
                每 \(Engine.importLimit) 笔订单提交一次。已知的内容不再产生记录，所以导入中断后重新运行即可。\
                与 observe 一样，内容不经验证，也不能凭它取消订单。

                不是本商户订单的行会在标准错误中指出并跳过。

                退出码：0 所有行都正确，65 有的行不正确。
                """))

    @Argument(
        help: told(
            "The query answers, one a line, or - for standard input.", zh: "查询应答，每行一个；- 表示标准输入。"),
        completion: .file(extensions: ["json", "jsonl"]))
    var file: String

    @Flag(help: told("Read and judge every line, but write nothing.", zh: "试运行：读取并判断每一行，但不写入。"))
    var dryRun = false

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let input = try OpenInput(file)
        try input.checkLines()
        let configured = try PayscoreConfiguration.load(global.config).identity()
        func run(of ours: OrderIdentity) -> ImportRun {
            ImportRun(input, batches: ImportBatches(of: input, ours: ours), output: output)
        }
        if dryRun {
            var run = run(of: configured)
            return try answer(try run.dryRun(), output)
        }
        return try await CommandContext.with(.journal, global, output, beginsJournal: true) {
            context in
            var ours = configured
            ours.merchantID = try await context.merchant()
            var run = run(of: ours)
            let (engine, caller) = (context.engine, context.caller)
            let form = try await run.perform { orders in
                try await engine.importOrders(orders, caller: caller)
            }
            return try answer(form, output)
        }
    }

    private func answer(_ shown: ImportOutput, _ output: Output) throws(Failure) -> ExitStatus {
        try output.answer(shown.form) { shown.text }
        return shown.badLines > 0 ? .badInput : .ok
    }
}
