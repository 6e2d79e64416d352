import GRDB
import JournalStorage
import OrderJournal

/// One write transaction, and one wait for the disk, that several commits share.
///
/// Each commit has its own savepoint, so that it fails alone; nobody is answered before the whole
/// is durable.
struct SharedTransaction {
    let statements: Statements
    let companionWrites: CompanionWrites?
    /// Whether the database is the embedding program's, whose observers GRDB tells of changes.
    let isShared: Bool
    let place: FilePlace?
    let log: LogLimit?

    /// What became of it.
    struct Ending {
        /// What to tell the callers.
        var answers: [Completion]
        /// What is durable now.
        var committed = CommittedRecords()
        /// What to tell everybody from now on, if nothing more may be written.
        var halt: JournalError?
    }

    /// - Parameter halt: Why nothing may be written, if it may not.
    func run(_ commits: [PendingCommit<StoredTransaction>], unless halt: JournalError?) -> Ending {
        do {
            if let halt { throw halt }
            try log?.check(statements.db)
            try control(.begin)
            var end = try RecordRows.end(statements)
            var committed = CommittedRecords()
            let isAlone = commits.count == 1
            let answers = try commits.map {
                // One that fails takes nobody with it if it is alone, and needs no savepoint then.
                guard isAlone else { return try performApart($0, after: &end, &committed) }
                let (answer, added) = try perform($0, after: end)
                committed.add(added, &end)
                return answer
            }
            try tellObservers(of: committed)
            try place?.checkIdentity()
            try control(.commit)
            return Ending(answers: answers, committed: committed, halt: nil)
        } catch {
            // A transaction that SQLite has rolled back by itself leaves nothing to do here.
            try? statements.db.rollback()
            return Ending(
                answers: commits.map { commit in { commit.fail(error) } },
                halt: JournalError.halting(after: error))
        }
    }

    /// Runs one commit in its savepoint.
    ///
    /// - Throws: What ends the whole transaction.
    private func performApart(
        _ commit: PendingCommit<StoredTransaction>, after end: inout JournalEnd?,
        _ committed: inout CommittedRecords
    ) throws -> Completion {
        try control(.save)
        do {
            let (answer, added) = try perform(commit, after: end)
            try control(.release)
            // Not before: what is rolled back must not count as committed.
            committed.add(added, &end)
            return answer
        } catch {
            guard statements.db.isInsideTransaction, JournalError.halting(after: error) == nil
            else { throw error }
            try control(.rollBackToSaved)
            try control(.release)
            return { commit.fail(error) }
        }
    }

    /// Runs one commit, and returns its answer and what it added.
    private func perform(
        _ commit: PendingCommit<StoredTransaction>, after end: JournalEnd?
    ) throws -> (Completion, StoredTransaction) {
        let transaction = StoredTransaction(statements, on: commit.subjects, after: end)
        let answer = try commit.perform(transaction)
        if let failure = transaction.failure { throw failure }
        try write(alongside: transaction.records)
        return (answer, transaction)
    }

    private func write(alongside records: [JournalRecord]) throws {
        guard let companionWrites, !records.isEmpty else { return }
        do { try companionWrites(statements.db, records) } catch {
            throw CompanionWritesFailure(underlying: error)
        }
    }

    /// GRDB's observers see what is run through GRDB; of our rows they are told here.
    private func tellObservers(of committed: CommittedRecords) throws {
        guard isShared, !committed.isEmpty else { return }
        for table in JournalTable.changing {
            try statements.db.notifyChanges(in: Table(table.name))
        }
    }

    /// Begins or ends something; through GRDB where its observers must know.
    private func control(_ control: Control) throws {
        if isShared {
            try statements.db.cachedStatement(sql: control.text.sql).execute()
        } else {
            try statements.change(control.text)
        }
    }

    private struct Control {
        let text: StatementText

        static let begin = Control(text: StatementText("BEGIN IMMEDIATE TRANSACTION"))
        static let commit = Control(text: StatementText("COMMIT TRANSACTION"))
        static let save = Control(text: StatementText("SAVEPOINT payscore"))
        static let release = Control(text: StatementText("RELEASE SAVEPOINT payscore"))
        static let rollBackToSaved = Control(
            text: StatementText("ROLLBACK TRANSACTION TO SAVEPOINT payscore"))
    }
}
