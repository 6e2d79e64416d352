import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle

/// Writes an order's history as a file that a third party can check.
struct ExportCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write an order's history as JSON Lines that a third party can check offline.",
        discussion: """
            Each record that the checkpoint seals carries the proof of that.
            """)

    @Argument(help: "The order's out_order_no.")
    var number: String

    @Option(
        help: ArgumentHelp(
            "The checkpoint to prove the records under, instead of the last kept one.",
            valueName: "file"))
    var checkpoint: String?

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let published = try checkpoint.map { try PublishedCheckpoint.read($0) }
        return try await CommandContext.with(.inspection, global, output) { context in
            let now = SystemClock().now()
            let exists = try await context.journal.inspect { reader in
                let seal = try published ?? reader.lastCheckpoint()
                return try OrderExport.write(
                    order, from: reader, exportedAt: now, under: seal
                ) { line in try output.raw(line) }
            }
            guard exists else { throw Failure.unknown(order) }
            return .ok
        }
    }
}
