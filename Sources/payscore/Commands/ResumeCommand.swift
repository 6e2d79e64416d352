import ArgumentParser
import Foundation
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal
import StrictJSON

/// Lets a journal go on after a loss.
struct ResumeCommand: PayscoreCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: told(
            "Go on with a journal that lost records or its head file; recorded for ever.",
            zh: "继续使用丢失了记录或进度文件的账本；此事永久留在记录里。"),
        discussion: told(
            """
            Put the latest copy back first, if there is one. What was lost is not known to the \
            journal any more: afterwards run reconcile, and query the orders of that time.

            Exit code: 0 the journal goes on, or nothing was lost.
            """,
            zh: """
                如果有副本，请先放回最近的一份。丢失的内容账本已不知道，之后请运行 reconcile，\
                并用 query 查询那段时间的订单。

                退出码：0 账本继续使用，或没有丢失任何内容。
                """))

    @Flag(help: told("Accept that the lost records stay lost.", zh: "接受记录丢失、不再找回。"))
    var acceptLoss = false

    @Option(help: told("Why.", zh: "原因。"))
    var reason: String

    @OptionGroup(title: told("Everywhere", zh: "通用选项")) var global: GlobalOptions

    func perform(_ output: Output) async throws -> ExitStatus {
        let reason = try OperatorReason(reason)
        let caller = try global.caller()
        let configuration = try PayscoreConfiguration.load(global.config)
        let path = CommandContext.databasePath(global, configuration)
        let loss = AcceptedLoss(
            reason: reason, caller: caller, at: SystemClock().now(),
            merchant: try configuration.merchantID())
        let (journal, isResumed) = try await opened(path, accepting: loss)
        let (head, end): (JournalHead?, JournalEnd?)
        do {
            (head, end) = (try await journal.head(), try await journal.read { try $0.end() })
        } catch {
            try? await journal.close()
            throw error
        }
        try await journal.close()
        if let ahead = end?.ahead(of: SystemClock().now()) { output.report(.journalAhead(ahead)) }
        let form: JSONValue = [
            "result": .string(isResumed ? "resumed" : "not_needed"),
            "epoch": .number(head?.epoch ?? 0), "records": .number(head?.size ?? 0),
        ]
        try output.answer(form) {
            let count = counted(head?.size ?? 0, "record", "records", zh: "条记录")
            let (epoch, actor) = (head?.epoch ?? 0, caller.actor)
            return isResumed
                ? [
                    told(
                        """
                        \("RESUMED", .caution)  \(path) in epoch \(epoch), with \(count); \
                        the loss was accepted by \(actor)
                        """,
                        zh: """
                            \("已继续", .caution)  \(path)，第 \(epoch) 纪元，有 \(count)；\
                            损失由 \(actor) 接受
                            """)
                ]
                : [
                    told(
                        "\("NOTHING TO DO", .good)  \(path) lost nothing; it has \(count)",
                        zh: "\("无需处理", .good)  \(path) 没有缺失，有 \(count)")
                ]
        }
        return .ok
    }

    /// Opens the journal; only a loss that there is, and that is accepted, is recorded.
    private func opened(
        _ path: String, accepting loss: AcceptedLoss
    ) async throws -> (journal: SQLiteJournalStore, isResumed: Bool) {
        do {
            return (try await open(path, .existingOwner), false)
        } catch let error as JournalError
            where acceptLoss
            && [.databaseMissing, .rolledBack, .headUnusable].contains(error.code)
        {
            return (try await open(path, .owner, accepting: loss), true)
        }
    }

    private func open(
        _ path: String, _ mode: SQLiteJournalStore.Mode, accepting loss: AcceptedLoss? = nil
    ) async throws -> SQLiteJournalStore {
        try await SQLiteJournalStore.open(
            at: path, mode: mode, accepting: loss, waiting: .seconds(global.wait))
    }
}
