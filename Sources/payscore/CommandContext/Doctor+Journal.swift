import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal

extension Doctor {
    /// Looks at the journal, also next to a running owner; it changes nothing and leaves nothing.
    func checkJournal(_ configuration: PayscoreConfiguration, _ list: inout CheckList) async {
        let path = CommandContext.databasePath(global, configuration)
        do {
            let journal = try await SQLiteJournalStore.open(at: path, mode: .reader)
            let settings = try await journal.settings()
            list.ok(
                Self.journalName,
                told(
                    "\(path): form \(settings.schemaVersion), \(settings.journalMode), "
                        + "\(settings.fileSystem) file system"
                        + (journal.isShared ? ", in another program's database" : ""),
                    zh: "\(path)：格式 \(settings.schemaVersion)，\(settings.journalMode)，"
                        + "文件系统 \(settings.fileSystem)"
                        + (journal.isShared ? "，在其他程序的数据库里" : "")))
            list.ok(
                told("owner", zh: "占用者"),
                journal.owner() ?? told("no process writes to the journal", zh: "没有进程在写账本"))
            await checkHead(journal, &list)
            await checkMerchant(journal, configuration, &list)
            await checkContent(journal, &list)
            await checkTime(journal, &list)
            await checkCustomerKey(journal, configuration, &list)
            try await journal.close()
        } catch {
            list.fail(Self.journalName, Failure(error), Self.advice(on: error))
        }
    }

    private static func advice(on error: any Error) -> String {
        switch (error as? JournalError)?.code {
        case .missing:
            told(
                "correct --database, or begin a journal: payscore init",
                zh: "请改正 --database，或新建账本：payscore init")
        case .databaseMissing:
            told(
                "put the latest copy back, or resume", zh: "请放回最新的副本，或运行 payscore resume")
        default:
            told(
                "see docs/reference/errors.md; verify before repairing",
                zh: "见 docs/reference/errors.md；修复之前先核验")
        }
    }

    private func checkHead(_ journal: SQLiteJournalStore, _ list: inout CheckList) async {
        do {
            guard let head = try await journal.checkHead() else { return }
            let records = counted(head.size, "record", "records", zh: "条记录")
            list.ok(
                Self.headName,
                told(
                    "knows \(records), in epoch \(head.epoch)",
                    zh: "已记到 \(records)，纪元 \(head.epoch)"))
        } catch {
            list.fail(
                Self.headName, Failure(error),
                told(
                    "payscore verify; do not repair anything before",
                    zh: "请运行 payscore verify；在此之前不要修复任何东西"))
        }
    }

    /// Compares the journal's time with the clock.
    private func checkTime(_ journal: SQLiteJournalStore, _ list: inout CheckList) async {
        let now = SystemClock().now()
        do {
            let (first, end) = try await journal.read { reader in
                (try reader.firstAhead(of: now), try reader.end())
            }
            guard let first, let end else {
                list.ok(Self.timeName, told("not ahead of the clock", zh: "不晚于本机时钟"))
                return
            }
            let lead = Duration.words(seconds: end.at.since(now).milliseconds / 1000)
            list.warn(
                Self.timeName,
                told(
                    "\(lead) ahead of this machine's clock, since record #\(first.sequence)",
                    zh: "从记录 #\(first.sequence) 起，比本机时钟晚 \(lead)"),
                told(
                    "set the clock if it is behind; if it was ahead and is right now, go on: new "
                        + "records bear the time \(end.at.shown) until the clock has come that far",
                    zh: "如果本机时钟慢了，请校准；如果它曾经快过而现在已准，照常使用即可："
                        + "在时钟走到之前，新记录的时间一律为 \(end.at.shown)"))
        } catch {
            list.fail(Self.timeName, Failure(error), Self.verify)
        }
    }

    /// The most attempts that are counted.
    private static let countLimit = 1000

    private func checkMerchant(
        _ journal: SQLiteJournalStore, _ configuration: PayscoreConfiguration,
        _ list: inout CheckList
    ) async {
        do {
            guard let beginning = try await journal.read({ try $0.beginning() }) else { return }
            try beginning.check(isOf: try configuration.merchantID())
            list.ok(
                Self.merchantName,
                told(
                    "the journal is that of \(beginning.merchant)",
                    zh: "账本属于商户号 \(beginning.merchant)"))
        } catch {
            list.fail(
                Self.merchantName, Failure(error),
                told(
                    "name this merchant's journal, or correct mchid", zh: "请指明本商户的账本，或改正 mchid"))
        }
    }

    private func checkContent(_ journal: SQLiteJournalStore, _ list: inout CheckList) async {
        do {
            let (open, last, sealed) = try await journal.inspect { reader in
                (
                    try reader.attempts(openOnly: true, before: nil, limit: Self.countLimit).count,
                    try reader.lastRecord()?.sequence ?? 0,
                    try reader.lastCheckpoint()?.size ?? 0
                )
            }
            if open == 0 {
                list.ok(Self.attemptsName, told("nothing is unresolved", zh: "没有未决的请求"))
            } else {
                let isMore = open == Self.countLimit
                list.warn(
                    Self.attemptsName,
                    told(
                        "\(open)\(isMore ? " or more" : "") are unresolved",
                        zh: "\(open) 次\(isMore ? "以上" : "")未决"),
                    told("payscore reconcile", zh: "请运行 payscore reconcile 补查"))
            }
            if sealed == last {
                list.ok(
                    Self.sealsName,
                    told("every record is sealed, \(last) in all", zh: "全部 \(last) 条记录都已封存"))
            } else {
                list.warn(
                    Self.sealsName,
                    told(
                        "records that are not sealed: \(last - sealed) of \(last)",
                        zh: "\(last) 条记录中有 \(last - sealed) 条未封存"),
                    told(
                        "payscore checkpoint --out FILE, kept on another machine",
                        zh: "请运行 payscore checkpoint --out 文件，并保存在另一台机器上"))
            }
        } catch {
            list.fail(Self.attemptsName, Failure(error), Self.verify)
        }
    }
}

extension Doctor {
    private static var journalName: String { told("journal", zh: "审计账本") }
    private static var headName: String { told("head", zh: "进度文件") }
    private static var timeName: String { told("journal time", zh: "账本时间") }
    private static var merchantName: String { told("merchant", zh: "商户") }
    private static var attemptsName: String { told("attempts", zh: "请求") }
    private static var sealsName: String { told("seals", zh: "封存") }
    private static var verify: String {
        told("payscore verify", zh: "请运行 payscore verify")
    }
}
