import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle

/// Writes an order's history as a file that a third party can check.
struct ExportCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: told(
            "Write an order's history as JSON Lines that a third party can check offline.",
            zh: "把一笔订单的历史导出为 JSON Lines，第三方可离线检查。"),
        discussion: told(
            """
            Each record that the checkpoint seals carries the proof of that.
            """,
            zh: """
                检查点所涵盖的每条记录都附有证明。
                """))

    @Argument(help: told("The order's out_order_no.", zh: "商户订单号，即 out_order_no。"))
    var number: String

    @OptionGroup var options: ExportOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let order = try OutOrderNumber(number)
        let published = try options.published()
        return try await CommandContext.with(.inspection, global, output) { context in
            let isKnown = try await context.export(.order(order), under: published, to: output)
            guard isKnown else { throw Failure.unknown(order) }
            return .ok
        }
    }
}

extension CommandContext {
    /// Writes a history as a file that a third party can check.
    ///
    /// - Parameters:
    ///   - subject: Whose history it is.
    ///   - published: The checkpoint to prove the records under, instead of the last kept one.
    ///   - output: Takes the lines.
    /// - Returns: Whether the journal knows it.
    func export(
        _ subject: Subject, under published: Checkpoint?, to output: Output
    ) async throws -> Bool {
        let now = SystemClock().now()
        return try await journal.inspect { reader in
            let seal = try published ?? reader.lastCheckpoint()
            return try HistoryExport.write(
                subject, from: reader, exportedAt: now, under: seal
            ) { line in try output.raw(line) }
        }
    }
}
