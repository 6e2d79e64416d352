import ArgumentParser
import OrderEngine
import OrderEngineJSON
import WeChatPay

/// Records a snapshot that the merchant's own code fetched.
struct ObserveCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: "Record a query answer that your own code fetched from WeChat.",
        discussion: """
            Nothing is verified: whoever hands the answer over vouches for it. It never makes a \
            observation fresh enough to cancel on.
            """)

    @Argument(help: "The JSON of the query's answer, or - for standard input.")
    var file: String

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let bytes = try InputFile.read(file, limit: WeChatOrderJSON.sizeLimit)
        let ours = try PayscoreConfiguration.load(global.config).identity()
        let seen: ImportedOrder
        do throws(Failure) { seen = try ImportedOrder(queryAnswer: bytes, of: ours) } catch {
            throw error.inFile(file)
        }
        return try await CommandContext.with(.journal, global, output, beginsJournal: true) {
            context in
            let report = try await context.engine.observe(
                seen.order, snapshot: seen.snapshot, identity: seen.identity,
                evidence: seen.evidence, caller: context.caller)
            try output.answer(ObservationJSON(report)) {
                ObservationOutput(report: report, source: .claim).lines
            }
            return .ok
        }
    }
}
