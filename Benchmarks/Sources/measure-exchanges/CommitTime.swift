import Measuring
import OrderEngine
import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// Commits of one caller, one record each, with nothing else around them.
final class CommitTime {
    private let journal: SQLiteJournalStore
    private let caller: Caller
    private var count = 0

    init(journal: SQLiteJournalStore, caller: Caller) async throws {
        self.journal = journal
        self.caller = caller
        try await commit()
    }

    /// How long one commit takes.
    func time(within seconds: Double) async throws -> Double {
        let start = Clocks.wall
        let before = count
        while Clocks.wall < start + seconds { try await commit() }
        return (Clocks.wall - start) / Double(count - before)
    }

    /// Commits so many.
    func commit(_ count: Int) async throws {
        for _ in 0..<count { try await commit() }
    }

    private func commit() async throws {
        let order = try OutOrderNumber("C\(count)")
        count += 1
        let draft = RecordDraft(
            .order(order), .order(.happened(.created(.confirm, riskFund: try Amount(fen: 10_000)))),
            cause: Cause(.call), caller: caller,
            origin: ProcessOrigin(host: "host-1", systemUser: "payscore"), at: SystemClock().now())
        _ = try await journal.commit(on: .wholeJournal) { try $0.append(draft) }
    }
}
