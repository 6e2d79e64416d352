import GRDB
import JournalStorage
import OrderJournal

/// Runs the commits of a queue in SQLite, and lets the head file follow.
struct SQLiteCommits: CommitRunner {
    typealias Transaction = StoredTransaction

    let writer: any DatabaseWriter
    let companionWrites: CompanionWrites?
    let place: FilePlace?
    let head: HeadKeeper?
    let log: LogLimit?

    var failure: JournalError? { head?.failure }

    func takeTurn(
        with group: @escaping @Sendable () -> [PendingCommit<StoredTransaction>],
        then done: @escaping @Sendable (CommitEnding) -> Void
    ) {
        writer.asyncWriteWithoutTransaction { db in done(run(group(), db)) }
    }

    private func run(
        _ group: [PendingCommit<StoredTransaction>], _ db: Database
    ) -> CommitEnding {
        let transaction = SharedTransaction(
            statements: Statements(db), companionWrites: companionWrites, isShared: head == nil,
            place: place, log: log)
        let ending = transaction.run(group, unless: failure)
        head?.take(ending.committed)
        return CommitEnding(answers: ending.answers, halt: ending.halt)
    }

    static func translating(_ error: any Error) -> any Error { JournalError.translating(error) }
}
