import ArgumentParser
import OrderEngineJSON
import OrderJournal
import OrderLifecycle

/// Checks an export without the journal that it is of.
struct CheckCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: told(
            "Check an export: form, hash chain, proofs and signature, and say what is not.",
            zh: "检查一份导出文件：格式、哈希链、证明和签名，并说明哪些没有检查。"),
        discussion: told(
            """
            No journal, configuration or network is needed. Without --key or --checkpoint, the \
            key that signed is only what the file itself claims.

            Exit code: 0 everything that was checked holds, 15 something does not, 65 the file is \
            no export, 66 there is no such file.
            """,
            zh: """
                不需要审计账本、配置或网络。没有 --key 或 --checkpoint 时，由哪把密钥签名只是文件自己的说法。

                退出码：0 检查过的都成立，15 有不成立的，65 文件不是导出文件，66 没有这个文件。
                """))

    @Argument(
        help: ArgumentHelp(
            told(
                "The file that `payscore export` or `payscore authorization export` wrote; - is "
                    + "standard input.",
                zh: "`payscore export` 或 `authorization export` 写出的文件；- 表示标准输入。")),
        completion: .file())
    var export: String

    @Option(
        help: ArgumentHelp(
            told(
                "The key that must have signed, as `payscore checkpoint` prints public_key or "
                    + "verifier_key.",
                zh: "必须是这把密钥签的名；即 `payscore checkpoint` 输出的 public_key 或 verifier_key。"),
            valueName: "key"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            told(
                "The checkpoint that was published: the export must be under it.",
                zh: "已公布的检查点：导出的记录必须被它涵盖。"), valueName: "file"),
        completion: .file())
    var checkpoint: String?

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let key = try self.key.map { text throws(Failure) in
            guard let key = CheckpointPublicKey(text) else {
                throw Failure(
                    .badInput, "invalid_key",
                    "--key: a public_key or verifier_key is needed, as `payscore checkpoint "
                        + "--output json` prints it")
            }
            return key
        }
        let published = try checkpoint.map { path throws(Failure) in
            try PublishedCheckpoint.read(path)
        }
        let report = try Self.report(on: export, against: published, signedBy: key)
        try output.answer(ExportCheckJSON(report)) { report.lines }
        return report.holds ? .ok : .unverified
    }

    private static func report(
        on path: String, against published: Checkpoint?, signedBy key: CheckpointPublicKey?
    ) throws(Failure) -> ExportReport {
        let input = try OpenInput(path)
        var lines = InputLines(limit: ExportLine.limit) { () throws(Failure) in
            try input.nextPart()
        }
        guard let first = try lines.next() else {
            throw Failure(.badInput, "export_unreadable", "\(input.name): the file is empty")
        }
        let header = try ExportLine(first.bytes, number: first.number, of: input.name).header()
        var check = ExportCheck(header, against: published, signedBy: key)
        // A stream of records that never ends is read no further than the first that is too many.
        while !check.hasSurplus, let line = try lines.next() {
            check.add(
                try ExportLine(line.bytes, number: line.number, of: input.name)
                    .record(isProven: header.checkpoint != nil))
        }
        return check.report()
    }
}

extension ExportReport {
    /// The report for a person.
    fileprivate var lines: [StyledText] {
        let count =
            switch subject {
            case .order(let number):
                told("\(records) records of order \(number)", zh: "订单 \(number) 的 \(records) 条记录")
            case .authorization(let code):
                told(
                    "\(records) records of authorization \(code)",
                    zh: "授权 \(code) 的 \(records) 条记录")
            case .journal: told("\(records) records", zh: "\(records) 条记录")
            }
        var lines: [StyledText]
        if let problem {
            let place =
                revision.map { told("revision \($0): ", zh: "版本 \($0)：") } ?? ""
            lines = [
                told(
                    "\("DOES NOT HOLD", .bad)  \(problem.rawValue): \(place)\(problem.words)",
                    zh: "\("不成立", .bad)  \(problem.rawValue)：\(place)\(problem.words)"),
                "  \(count)",
            ]
        } else {
            lines = [
                told(
                    "\("HOLDS", .good)  \(count); \(sealed) are proven to be under the checkpoint",
                    zh: "\("成立", .good)  \(count)；其中 \(sealed) 条已证明由检查点封存")
            ]
        }
        if let checkpoint {
            let (size, at, origin) = (checkpoint.size, checkpoint.at.shown, checkpoint.origin)
            lines.append(
                told(
                    "  checkpoint of \(counted(size, "record", "records")), \(at), \(origin)",
                    zh: "  检查点封存 \(size) 条记录，\(at)，\(origin)"))
            lines.append(
                told(
                    "  signed with the key \(checkpoint.publicKey)",
                    zh: "  签名密钥 \(checkpoint.publicKey)"))
        }
        let word = StyledText(told("not checked", zh: "未检查"), .caution)
        return lines + unchecked.map { "  \(word)  \($0.words)" }
    }
}
