import ArgumentParser
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import StrictJSON

/// Copies the journal beside a running owner, and verifies the copy.
struct BackupCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: told(
            "Copy the journal to a new file, also while its owner runs, and verify the copy.",
            zh: "把审计账本复制到一个新文件并核验副本；占用者运行时也可以。"),
        discussion: told(
            """
            The copy is one moment of the journal. FILE.head is its head file, and FILE.checkpoint \
            the newest checkpoint; only their owner reads them. The keys are not copied.

            FILE must be new, and so must the two beside it. A copy that does not hold is not kept.

            Exit code: 0 the copy is there and holds; 15 it does not hold, or the journal lost \
            something.
            """,
            zh: """
                副本是账本在某一时刻的样子。FILE.head 是副本的进度文件，FILE.checkpoint 是最近的检查点；\
                三个文件都只有属主能读。密钥不会被复制。

                FILE 须是新的，旁边的两个文件也是。核验未通过的副本不会留下。

                退出码：0 副本已就绪且核验通过；15 副本核验未通过，或账本有丢失。
                """))

    @Argument(
        help: ArgumentHelp(told("The new file.", zh: "新文件。"), valueName: "file"),
        completion: .file(extensions: ["sqlite", "sqlite3", "db"]))
    var file: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let names = JournalNames(global, try PayscoreConfiguration.load(global.config))
        try BackupFile.check(file, besides: names)
        return try await CommandContext.with(.inspection, global, output) { context in
            let backup = try await context.backUp(to: file, clock: SystemClock().now()) {
                output.progress($0.words)
            }
            output.progress("", isOver: true)
            try output.answer(form(of: backup)) { lines(of: backup) }
            return .ok
        }
    }

    private func form(of backup: JournalBackup) -> JSONValue {
        let head = backup.head
        var checkpoint = JSONValue.null
        if let sealed = head.checkpoint, let path = backup.checkpointPath {
            checkpoint = [
                "file": .string(path), "records": .number(sealed.size),
                "root": .string(sealed.root.hex), "at": .string(sealed.at.description),
            ]
        }
        return [
            "file": .string(backup.path), "bytes": .number(backup.bytes),
            "sha256": .string(backup.digest.hex), "records": .number(backup.report.records),
            "orders": .number(backup.report.orders), "last_sequence": .number(head.size),
            "unsealed": .number(backup.report.unsealed),
            "head": [
                "file": .string(backup.headPath), "epoch": .number(head.epoch),
                "records": .number(head.size), "root": .string(head.tree.root.hex),
                "last_record": .string(head.lastRecord.hex),
            ],
            "checkpoint": checkpoint,
        ]
    }

    private func lines(of backup: JournalBackup) -> [StyledText] {
        let head = backup.head
        let records = counted(backup.report.records, "record", "records", zh: "条记录")
        let orders = counted(backup.report.orders, "order", "orders", zh: "笔订单")
        let size = counted(backup.bytes, "byte", "bytes", zh: "字节")
        return [
            told(
                "\("BACKED UP", .good)  \(records) of \(orders) in \(backup.path, .bold); the copy "
                    + "holds",
                zh: "\("已备份", .good)  \(orders)的 \(records)，在 \(backup.path, .bold)；副本核验通过"),
            told(
                "  head        record #\(head.size), epoch \(head.epoch), in \(backup.headPath)",
                zh: "  进度文件    记录 #\(head.size)，第 \(head.epoch) 纪元，在 \(backup.headPath)"),
            checkpointLine(of: backup),
            told(
                "  sha256      \(backup.digest.hex), \(size)",
                zh: "  sha256      \(backup.digest.hex)，\(size)"),
        ]
    }

    private func checkpointLine(of backup: JournalBackup) -> StyledText {
        guard let sealed = backup.head.checkpoint, let path = backup.checkpointPath else {
            return told(
                "  checkpoint  none yet; payscore checkpoint seals the journal",
                zh: "  检查点      还没有；payscore checkpoint 为账本封存")
        }
        let (count, at) = (counted(sealed.size, "record", "records", zh: "条记录"), sealed.at.shown)
        return told(
            "  checkpoint  seals \(count), of \(at), in \(path)",
            zh: "  检查点      封存 \(count)，\(at)，在 \(path)")
    }
}

extension JournalBackup.Progress {
    /// How far it has come, for a person.
    fileprivate var words: String {
        switch self {
        case .copying(let done, let total):
            told("copying pages: \(done) of \(total)", zh: "正在复制页：\(done) / \(total)")
        case .verifying(let progress):
            told(
                "verifying the copy: \(progress.done) of \(progress.total)",
                zh: "正在核验副本：\(progress.done) / \(progress.total)")
        }
    }
}
