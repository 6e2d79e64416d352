import GRDB
import OrderEngine
import OrderLifecycle

/// What is read of the tables on one connection, within one transaction.
protocol StoredReading: JournalReading {
    var db: Database { get }
}

/// The journal as a reading connection shows it.
struct StoredView: StoredReading {
    let db: Database
}

extension StoredReading {
    func order(_ number: OutOrderNumber) throws -> OrderProjection? {
        try OrderRows.order(number, db)
    }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) throws
        -> [OrderProjection]
    {
        try OrderRows.orders(phase: phase, after: cursor, limit: limit, db)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [Record] {
        try RecordRows.records(of: subject, after: revision, limit: limit, db)
    }

    func records(after sequence: Int64, limit: Int) throws -> [Record] {
        try RecordRows.records(after: sequence, limit: limit, db)
    }

    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject] {
        try SubjectRows.subjects(after: cursor, limit: limit, db)
    }

    func attempt(_ id: AttemptID) throws -> AttemptProjection? {
        try AttemptRows.attempt(id, db)
    }

    func attempts(openOnly: Bool, limit: Int) throws -> [AttemptProjection] {
        try AttemptRows.attempts(openOnly: openOnly, limit: limit, db)
    }

    func request(of attempt: AttemptID) throws -> [UInt8]? {
        try AttemptRows.request(of: attempt, db)
    }

    func permit(_ digest: Digest32) throws -> PermitProjection? {
        try PermitRows.permit(digest, db)
    }

    func brake(since: Timestamp) throws -> BrakeReading {
        try BrakeRows.reading(since: since, db)
    }

    func lastRecord() throws -> Record? {
        try RecordRows.last(db)
    }

    func checkpoints(after count: Int64, limit: Int) throws -> [Checkpoint] {
        try CheckpointRows.checkpoints(after: count, limit: limit, db)
    }

    func lastCheckpoint() throws -> Checkpoint? {
        try CheckpointRows.last(db)
    }

    /// Makes sure that the last record is what its hash says and that its order's row follows it.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/corrupt`` otherwise. The whole chain is
    ///   not read here; that takes a verification.
    func checkTail() throws {
        guard let last = try lastRecord() else { return }
        guard CanonicalEncoding.hash(of: last) == last.hash else {
            throw JournalError(
                .corrupt,
                "the last record, \(last.sequence), is not what its hash says; verify the "
                    + "journal, and restore a copy")
        }
        guard case .order(let number) = last.subject else { return }
        let order = try order(number)
        guard order?.revision == last.revision, order?.head == last.hash else {
            throw JournalError(
                .corrupt,
                "the row of the order of the last record, \(last.sequence), does not follow it; "
                    + "verify the journal, and restore a copy")
        }
    }
}
