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
                "journal",
                "\(path): form \(settings.schemaVersion), \(settings.journalMode), "
                    + "\(settings.fileSystem) file system"
                    + (journal.isShared ? ", in another program's database" : ""))
            list.ok("owner", journal.owner() ?? "no process writes to the journal")
            await checkHead(journal, &list)
            await checkMerchant(journal, configuration, &list)
            await checkContent(journal, &list)
            await checkTime(journal, &list)
            try await journal.close()
        } catch {
            list.fail("journal", Failure(error), Self.advice(on: error))
        }
    }

    private static func advice(on error: any Error) -> String {
        switch (error as? JournalError)?.code {
        case .missing: "correct --database, or begin a journal: payscore init"
        case .databaseMissing: "put the latest copy back, or resume"
        default: "see docs/reference/errors.md; verify before repairing"
        }
    }

    private func checkHead(_ journal: SQLiteJournalStore, _ list: inout CheckList) async {
        do {
            guard let head = try await journal.checkHead() else { return }
            let records = counted(head.size, "record", "records")
            list.ok("head", "knows \(records), in epoch \(head.epoch)")
        } catch {
            list.fail("head", Failure(error), "payscore verify; do not repair anything before")
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
                list.ok("journal time", "not ahead of the clock")
                return
            }
            let lead = Duration.words(seconds: end.at.since(now).milliseconds / 1000)
            list.warn(
                "journal time",
                "\(lead) ahead of this machine's clock, since record #\(first.sequence)",
                "set the clock if it is behind; if it was ahead and is right now, go on: new "
                    + "records bear the time \(end.at) until the clock has come that far")
        } catch {
            list.fail("journal time", Failure(error), "payscore verify")
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
            list.ok("merchant", "the journal is that of \(beginning.merchant)")
        } catch {
            list.fail("merchant", Failure(error), "name this merchant's journal, or correct mchid")
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
                list.ok("attempts", "nothing is unresolved")
            } else {
                let count = open == Self.countLimit ? "\(open) or more" : "\(open)"
                list.warn("attempts", "\(count) are unresolved", "payscore reconcile")
            }
            if sealed == last {
                list.ok("seals", "all \(last) records are sealed")
            } else {
                list.warn(
                    "seals", "\(last - sealed) of \(last) records are not sealed",
                    "payscore checkpoint --out FILE, kept on another machine")
            }
        } catch {
            list.fail("attempts", Failure(error), "payscore verify")
        }
    }
}
