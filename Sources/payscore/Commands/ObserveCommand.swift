import ArgumentParser
import OrderEngine
import OrderEngineJSON
import WeChatPay

/// Records a snapshot that the merchant's own code fetched.
struct ObserveCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: told(
            "Record a query answer that your own code fetched from WeChat.",
            zh: "记录一次由你自己的程序从微信取得的查询应答。"),
        discussion: told(
            """
            Nothing is verified: whoever hands the answer over vouches for it. It never makes an \
            observation fresh enough to cancel on.
            """,
            zh: """
                内容不经验证，由提交者担保。不能凭这样的观察取消订单。
                """))

    @Argument(
        help: told(
            "The JSON of the query's answer, or - for standard input.", zh: "查询应答的 JSON；- 表示标准输入。"),
        completion: .file(extensions: ["json", "jsonl"]))
    var file: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

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
