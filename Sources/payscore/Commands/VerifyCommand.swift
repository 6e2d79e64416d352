import ArgumentParser
import OrderEngine
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Verifies the journal.
struct VerifyCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: told(
            "Check the journal: hash chains, replay and seals; names the first bad record.",
            zh: "检查审计账本：哈希链、重放和检查点；指出第一条有问题的记录。"),
        discussion: told(
            """
            The journal is compared with its head file, which shows a lost end. A checkpoint that \
            was kept elsewhere also shows that the journal's end was removed, or \
            the whole replaced.

            A copy, such as SQLite's VACUUM INTO or backup interface makes it, has no head file, \
            or an older or newer one. With --copy that is no finding, and the answer says what \
            cannot be checked.

            Exit code: 0 everything holds; 15 something does not; 16 everything holds that can be \
            checked, and whether records are missing at the end cannot be: of a copy, or of a \
            journal in another program's database.
            """,
            zh: """
                账本会与进度文件比对，末尾的丢失由此可知。另存于别处的检查点还能显示末尾是否被删去，\
                或整个账本是否被替换。

                副本（例如由 SQLite 的 VACUUM INTO 或备份接口生成）没有进度文件，或者进度文件较旧或较新。\
                加上 --copy，这就不算问题，结果会说明哪些无法检查。

                退出码：0 全部成立；15 有不成立的；16 能检查的都成立，但末尾是否缺少记录无法检查：\
                账本是副本，或位于另一个程序的数据库里。
                """))

    @Flag(
        help: told(
            "This is a copy of a journal: check all that a copy can show.",
            zh: "这是账本的副本：检查副本所能显示的一切。"))
    var copy = false

    @Option(
        help: ArgumentHelp(
            told("A checkpoint that was published before.", zh: "以前公布的检查点。"),
            valueName: "file"),
        completion: .file())
    var checkpoint: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let outside = try checkpoint.map { try PublishedCheckpoint.read($0) }
        return try await CommandContext.with(.inspection, global, output) { context in
            let known = try await copy ? KnownHead(ofCopy: context) : KnownHead(of: context)
            var report = try await JournalVerifier().verify(
                context.journal, against: outside, head: known.head, clock: SystemClock().now()
            ) { progress in
                output.progress(progress.words)
            }
            output.progress("", isOver: true)
            if let problem = known.problem { report = report.adding(problem) }
            try output.answer(VerificationJSON(report)) {
                report.lines(whyEndIsUnchecked: known.absence, published: outside)
            }
            guard report.isSound else { return .unverified }
            return report.isEndChecked ? .ok : .endUnchecked
        }
    }
}

/// How far the journal had come, or why that cannot be told.
private struct KnownHead {
    /// The head to compare the journal with.
    var head: JournalHead?
    /// That the head file should be there and is not, or not usable.
    var problem: VerificationFinding?
    /// Why there is none to compare with, where none need be.
    var absence: String?

    init(of context: CommandContext) async throws {
        do { head = try await context.head() } catch let error as JournalError
            where error.code == .headUnusable
        {
            problem = VerificationFinding(
                .headUnusable,
                told(
                    "\(error.explanation); if this is a copy, verify it with --copy",
                    zh: "\(error.explanation)；如果这是副本，请用 --copy 核验"))
        }
        if context.isShared {
            absence = told(
                "a journal in another program's database has no head file",
                zh: "在其他程序的数据库里的账本没有进度文件")
        }
    }

    /// A head that the copy has all of says where it ends; none, or a newer one, does not.
    init(ofCopy context: CommandContext) async throws {
        do { head = try await context.head() } catch let error as JournalError
            where error.code == .headUnusable
        {}
        let size = try await context.journal.read { try $0.end()?.sequence ?? 0 }
        guard let found = head else {
            absence = told(
                "no head file of this journal's is next to the copy", zh: "副本旁没有本账本的进度文件")
            return
        }
        guard found.size > size else { return }
        head = nil
        absence = told(
            "the copy is older than the head file next to it, which knows "
                + counted(found.size, "record", "records"),
            zh: "副本比旁边的进度文件旧，后者记得 \(found.size) 条记录")
    }
}

extension VerificationReport {
    /// The report for a person.
    fileprivate func lines(
        whyEndIsUnchecked absence: String?, published: Checkpoint?
    ) -> [StyledText] {
        let counts = counts
        if isSound, isEndChecked {
            return [
                told(
                    "\("SOUND", .good)  everything holds", zh: "\("核验通过", .good)  全部成立"),
                counts,
            ] + notices
        }
        if isSound {
            let sealed =
                published.map {
                    told(
                        "; all \($0.size) of the checkpoint are there",
                        zh: "；检查点封存的 \($0.size) 条都在")
                } ?? ""
            let why = absence ?? told("there is no head file", zh: "没有进度文件")
            return [
                told(
                    "\("SOUND", .good)  everything that can be checked holds",
                    zh: "\("核验通过", .good)  能检查的全部成立"),
                counts,
                told(
                    """
                      \("not checked", .caution)  whether more records followed the last one: \
                    \(why)\(sealed)
                    """,
                    zh: "  \("未检查", .caution)  最后一条之后是否还有过记录：\(why)\(sealed)"),
            ] + notices
        }
        let found = counted(findingCount, "finding", "findings", zh: "处问题")
        var lines: [StyledText] =
            [told("\("NOT SOUND", .bad)  \(found)", zh: "\("核验未通过", .bad)  \(found)"), counts]
            + notices
        if let bad = findings.first(where: { $0.sequence != nil })?.sequence {
            lines.append(
                told(
                    "  the first bad record is \("#\(bad)", .bad)",
                    zh: "  第一条有问题的记录是 \("#\(bad)", .bad)"))
        }
        for finding in findings { lines.append("  \(finding.words)") }
        if findingCount > Int64(findings.count) {
            let rest = findingCount - Int64(findings.count)
            lines.append(told("  … and \(rest) more", zh: "  ……还有 \(rest) 处"))
        }
        return lines
    }

    /// How much was read.
    private var counts: StyledText {
        let records = counted(records, "record", "records", zh: "条记录")
        let orders = counted(orders, "order", "orders", zh: "笔订单")
        let checkpoints = counted(checkpoints, "checkpoint", "checkpoints", zh: "个检查点")
        let unsealed = counted(unsealed, "record", "records", zh: "条记录")
        return told(
            "  \(records) of \(orders), \(checkpoints), \(unsealed) not sealed yet",
            zh: "  \(orders)的 \(records)，\(checkpoints)，\(unsealed)尚未封存")
    }

    /// What is told although it holds.
    private var notices: [StyledText] {
        guard let datedAhead else { return [] }
        let (sequence, duration) = (datedAhead.sequence, datedAhead.duration)
        return [
            told(
                """
                  \("notice", .caution)  from record #\(sequence) on, records are dated ahead of \
                this machine's clock, that one by \(duration); see payscore doctor
                """,
                zh: """
                      \("提示", .caution)  从记录 #\(sequence) 起，记录的时间晚于本机时钟，该条晚 \
                    \(duration)；见 payscore doctor
                    """)
        ]
    }
}

extension VerificationProgress {
    /// How far it has come, for a person.
    fileprivate var words: String {
        switch stage {
        case .records:
            told("verifying records: \(done) of \(total)", zh: "正在核验记录：\(done) / \(total)")
        case .orders:
            told("verifying orders: \(done) of \(total)", zh: "正在核验订单：\(done) / \(total)")
        }
    }
}
