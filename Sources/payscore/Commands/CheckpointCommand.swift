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

            With --publish-command or --publish-url, or where the configuration says so, the \
            checkpoint is then handed to a witness outside. If that fails it stays sealed; run the \
            command again.

            Exit code: 0 sealed, and published where that is wanted; 17 sealed and not published.
            """,
            zh: """
                第一次签检查点时生成密钥，存放在 checkpoint_key_file 或数据库旁边；公钥记入审计账本。

                --out 的文件必须是新的，或者是本账本以前的检查点；已有别的内容则不写，原样保留。

                使用 --publish-command 或 --publish-url，或在配置里写明，封存之后就把检查点交给外部的见证者。\
                如果没有成功，封存仍然有效，请再运行一次。

                退出码：0 已封存，需要公布的也已公布；17 已封存但没有公布。
                """))

    @Option(
        help: ArgumentHelp(
            told("Write the checkpoint to this file.", zh: "把检查点写入这个文件。"),
            valueName: "file"),
        completion: .file())
    var out: String?

    @OptionGroup var witness: WitnessOptions

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    var needsNoFileOfItsOwn: Bool { out == nil && witness.publishCommand == nil }

    func perform(_ output: Output) async throws -> ExitStatus {
        let configuration = try PayscoreConfiguration.load(global.config)
        let names = JournalNames(global, configuration)
        let name = try configuration.checkpointName()
        let file = try out.map { path throws(Failure) in
            try CheckpointFile(path, besides: names)
        }
        let witnesses = try witness.witnesses(configuration)
        try CheckpointKey.checkPlace(in: names)
        let checkpoint = try await CommandContext.with(.journal, global, output) { context in
            try await file?.checkOrigin(in: context.journal)
            let key = try CheckpointKey.loadOrMake(at: names.checkpointKey)
            let sealer = JournalSealer(
                journal: context.journal, key: key, name: name,
                merchant: try configuration.merchantID(), caller: context.caller)
            let checkpoint = try await sealer.seal(at: SystemClock().now())
            try file?.write(checkpoint.note)
            return checkpoint
        }
        // The journal is free again while a witness is asked.
        let publication = await Publication(
            of: checkpoint.note, to: witnesses, within: witness.limit(configuration))
        try answer(checkpoint, publication, output)
        if let failure = publication.failure { throw failure }
        return .ok
    }

    private func answer(
        _ checkpoint: Checkpoint, _ publication: Publication, _ output: Output
    ) throws(Failure) {
        let names = publication.taken.map(\.name)
        let published = names.map { name in
            told(
                "\("PUBLISHED", .good)  to \(name, .bold)", zh: "\("已公布", .good)  给 \(name, .bold)")
                as StyledText
        }
        switch (output.format, out) {
        case (.json, _):
            try output.line(CheckpointJSON(checkpoint, writtenTo: out, publishedTo: names))
        case (.text, nil):
            try output.raw(checkpoint.note)
            for line in published { output.note(line) }
        case (.text, let out?):
            let count = counted(checkpoint.size, "record", "records", zh: "条记录")
            try output.lines(
                [
                    told(
                        "\("SEALED", .good)  \(count); the checkpoint is in \(out, .bold)",
                        zh: "\("已封存", .good)  \(count)；检查点在 \(out, .bold)")
                ] + published)
        }
    }
}
