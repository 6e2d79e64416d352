import GRDB
import JournalStorage
import OrderJournal

extension JournalError {
    /// Says in the journal's words what SQLite reported; never with values out of a statement.
    init(_ error: DatabaseError) {
        let said =
            "SQLite says \"\(error.message ?? "nothing")\" (\(error.extendedResultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.locked, "another connection writes to the database; try again; \(said)")
        case .SQLITE_FULL:
            self.init(.full, "the disk or the quota is full; make room, then reopen; \(said)")
        case .SQLITE_CORRUPT:
            self.init(
                .corrupt, "the database is damaged; verify it, and restore a copy; \(said)")
        case .SQLITE_NOTADB:
            self.init(.foreign, "the file is no SQLite database; \(said)")
        case .SQLITE_READONLY:
            self.init(
                .readOnly, "the database cannot be written; check the file's rights; \(said)")
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .cannotOpen, "the database cannot be opened; check the path and rights; \(said)")
        case .SQLITE_MISUSE:
            self.init(.closed, "the connection has been closed; \(said)")
        case .SQLITE_CONSTRAINT where error.isTaken:
            self.init(.conflict, "somebody else was first; read again; \(said)")
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH:
            self.init(.corrupt, "a rule of the journal's tables refused this; \(said)")
        case .SQLITE_ERROR, .SQLITE_SCHEMA:
            self.init(.schemaAltered, "the journal's tables are not as expected; \(said)")
        default:
            self.init(.inputOutput, "the system failed; check the disk, then reopen; \(said)")
        }
    }

    /// Says a failure of ours or of SQLite's in the journal's words; what another threw stands.
    static func translating(_ error: any Error) -> any Error {
        if let error = error as? DatabaseError { return JournalError(error) }
        if let failure = error as? CompanionWritesFailure { return failure.underlying }
        if let error = error as? MisplacedFile { return error.journalError }
        return error
    }

    /// What every commit is told after a write failed for good; `nil` for a failure that concerns
    /// one commit alone.
    ///
    /// A disk that failed once may have lost what it seemed to keep, so nothing more is written
    /// until the journal was opened anew.
    static func halting(after error: any Error) -> JournalError? {
        let cause: JournalError
        switch error {
        case let failure as CompanionWritesFailure: return halting(after: failure.underlying)
        case let error as DatabaseError where error.isLasting: cause = JournalError(error)
        case let error as JournalError where error.code == .corrupt: cause = error
        case let error as MisplacedFile: cause = error.journalError
        case let error as JournalError where error.code == .halted: return error
        default: return nil
        }
        return halted(because: cause)
    }
}

extension DatabaseError {
    fileprivate var isTaken: Bool {
        extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
            || extendedResultCode == .SQLITE_CONSTRAINT_PRIMARYKEY
            || extendedResultCode == .SQLITE_CONSTRAINT_ROWID
    }

    /// Whether the disk, the file or the system failed, rather than one statement.
    fileprivate var isLasting: Bool {
        let lasting: [ResultCode] = [
            .SQLITE_IOERR, .SQLITE_FULL, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_READONLY,
            .SQLITE_CANTOPEN, .SQLITE_NOMEM, .SQLITE_PROTOCOL, .SQLITE_PERM,
        ]
        return lasting.contains(resultCode)
    }
}
