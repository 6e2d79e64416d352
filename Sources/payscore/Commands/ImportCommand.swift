import ArgumentParser
import OrderEngine
import OrderJournal

/// Takes over a merchant's existing orders.
struct ImportCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take over existing orders: query answers of WeChat's, one a line.",
        discussion: """
            \(Engine.importLimit) orders are one commit. What is known already leaves no further \
            record, so an import that was stopped is simply run again. As with observe, nothing \
            is verified, and no observation is fresh enough to cancel on.

            A line that is no order of ours is named on standard error and passed over.

            Exit code: 0 all lines were good, 65 some were not.
            """)

    @Argument(help: "The query answers, one a line, or - for standard input.")
    var file: String

    @Flag(help: "Read and judge every line, but write nothing.")
    var dryRun = false

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

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
