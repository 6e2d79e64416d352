import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Seals the journal.
struct CheckpointCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: told(
            "Seal all records with a signed checkpoint, to be kept where nobody who writes "
                + "the journal can change it.",
            zh: "为全部记录签一个检查点；请把它存放在写账本的人改不了的地方。"),
        discussion: told(
            """
            The key is made on the first checkpoint, in checkpoint_key_file or beside the \
            database; the journal records the public half.

            The file of --out must be new, or an earlier checkpoint of this journal; whatever else \
            stands there is refused, and left as it is.
            """,
            zh: """
                第一次签检查点时生成密钥，存放在 checkpoint_key_file 或数据库旁边；公钥记入审计账本。

                --out 的文件必须是新的，或者是本账本以前的检查点；已有别的内容则不写，原样保留。
                """))

    @Option(
        help: ArgumentHelp(
            told("Write the checkpoint to this file.", zh: "把检查点写入这个文件。"),
            valueName: "file"),
        completion: .file())
    var out: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let configuration = try PayscoreConfiguration.load(global.config)
        let names = JournalNames(global, configuration)
        let name = try configuration.checkpointName()
        let file = try out.map { path throws(Failure) in
            try CheckpointFile(path, besides: names)
        }
        try CheckpointKey.checkPlace(in: names)
        return try await CommandContext.with(.journal, global, output) { context in
            try await file?.checkOrigin(in: context.journal)
            let key = try CheckpointKey.loadOrMake(at: names.checkpointKey)
            let sealer = JournalSealer(
                journal: context.journal, key: key, name: name,
                merchant: try configuration.merchantID(), caller: context.caller)
            let checkpoint = try await sealer.seal(at: SystemClock().now())
            try file?.write(checkpoint.note)
            let count = counted(checkpoint.size, "record", "records", zh: "条记录")
            switch (output.format, out) {
            case (.json, _): try output.line(CheckpointJSON(checkpoint, writtenTo: out))
            case (.text, nil): try output.raw(checkpoint.note)
            case (.text, let out?):
                try output.lines([
                    told(
                        "\("SEALED", .good)  \(count); the checkpoint is in \(out, .bold)",
                        zh: "\("已封存", .good)  \(count)；检查点在 \(out, .bold)")
                ])
            }
            return .ok
        }
    }
}
