public import GRDB
public import OrderEngine

/// What the embedding program writes beside the records of a commit, in the same savepoint.
public typealias Alongside = @Sendable (Database, [OrderEngine.Record]) throws -> Void

/// One write transaction, and one wait for the disk, that several commits share.
///
/// Each commit has its own savepoint, so that it fails alone; nobody is answered before the whole
/// is durable.
struct SharedTransaction {
    let db: Database
    let alongside: Alongside?
    let place: FilePlace?

    /// What became of it.
    struct Ending {
        /// What to tell the callers.
        var answers: [Answer]
        /// What is durable now.
        var committed = CommittedRecords()
        /// What to tell everybody from now on, if nothing more may be written.
        var halt: JournalError?
    }

    /// - Parameter halt: Why nothing may be written, if it may not.
    func run(_ commits: [PendingCommit], unless halt: JournalError?) -> Ending {
        do {
            if let halt { throw halt }
            try db.change("BEGIN IMMEDIATE TRANSACTION")
            var last = try RecordRows.last(db)
            var committed = CommittedRecords()
            let answers = try commits.map { try answer(to: $0, after: &last, &committed) }
            try place?.checkIdentity()
            try db.change("COMMIT TRANSACTION")
            return Ending(answers: answers, committed: committed, halt: nil)
        } catch {
            // A transaction that SQLite has rolled back by itself leaves nothing to do here.
            try? db.rollback()
            return Ending(
                answers: commits.map { commit in { commit.fail(error) } },
                halt: JournalError.halting(after: error))
        }
    }

    /// Runs one commit in its savepoint.
    ///
    /// - Throws: What ends the whole transaction.
    private func answer(
        to commit: PendingCommit, after last: inout Record?, _ committed: inout CommittedRecords
    ) throws -> Answer {
        try db.change("SAVEPOINT payscore")
        do {
            let transaction = StoredTransaction(db, last: last)
            let answer = try commit.perform(transaction)
            if let failure = transaction.failure { throw failure }
            try write(alongside: transaction.records)
            try db.change("RELEASE SAVEPOINT payscore")
            last = transaction.last
            committed.hashes += transaction.records.map(\.hash)
            committed.checkpoint = transaction.checkpoint ?? committed.checkpoint
            return answer
        } catch {
            guard db.isInsideTransaction, JournalError.halting(after: error) == nil else {
                throw error
            }
            try db.change("ROLLBACK TRANSACTION TO SAVEPOINT payscore")
            try db.change("RELEASE SAVEPOINT payscore")
            return { commit.fail(error) }
        }
    }

    private func write(alongside records: [Record]) throws {
        guard let alongside, !records.isEmpty else { return }
        do { try alongside(db, records) } catch { throw AlongsideFailure(underlying: error) }
    }
}
