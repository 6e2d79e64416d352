public import OrderLifecycle

/// The journal as the engine sees it: consistent reads, and commits that are durable before they
/// return.
///
/// A commit's closure runs inside one write transaction, so that what it reads is still true when
/// what it appends is stored. It must be quick and pure: it may run on any thread, it may share
/// its transaction's commit with others, and its effects are undone alone if it throws.
public protocol Journal: Sendable {
    /// Reads one consistent view; `body` must be quick, for it may run on the caller's own thread.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReading) throws -> Result
    ) async throws -> Result

    /// Reads one consistent view for as long as it takes, off the threads that tasks run on where
    /// reading waits for a disk. Without an implementation of its own it is ``read(_:)``.
    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReading) throws -> Result
    ) async throws -> Result

    /// Runs `body` in a write transaction and returns once what it appended is durable.
    ///
    /// - Throws: What `body` throws, with nothing of it stored; or ``JournalError``.
    func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalWriting) throws -> Result
    ) async throws -> Result
}

extension Journal {
    /// Reads one consistent view, as ``read(_:)`` does.
    public func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReading) throws -> Result
    ) async throws -> Result {
        try await read(body)
    }
}

/// What can be read of a journal at one moment.
public protocol JournalReading {
    /// An order, if it has records.
    func order(_ number: OutOrderNumber) throws -> OrderProjection?
    /// Orders by number, after `cursor`, of one phase's word (``OrderStanding/code``) or of all.
    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) throws
        -> [OrderProjection]
    /// The records of one subject after a revision, in order.
    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [Record]
    /// All records after a sequence number, in order.
    func records(after sequence: Int64, limit: Int) throws -> [Record]
    /// The digests of all records after a sequence number, in order. Without an implementation of
    /// its own they are computed of the records.
    func digests(after sequence: Int64, limit: Int) throws -> [RecordDigest]
    /// The outlines of all records after a place, by subject and revision. Without an
    /// implementation of its own they are read subject by subject.
    func outlinesBySubject(after place: RecordPlace?, limit: Int) throws -> [RecordOutline]
    /// The subjects that have records, in the order of their texts, after one.
    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject]
    /// An attempt.
    func attempt(_ id: AttemptID) throws -> AttemptProjection?
    /// Attempts by the moment of their intent, newest first; only those without outcome, or all.
    func attempts(openOnly: Bool, limit: Int) throws -> [AttemptProjection]
    /// The exact bytes of an attempt's request.
    func request(of attempt: AttemptID) throws -> [UInt8]?
    /// A permit, by the digest of its token.
    func permit(_ digest: Digest32) throws -> PermitProjection?
    /// What the brake shows: acknowledged cancels intended after `since` and after it was last
    /// released.
    func brake(since: Timestamp) throws -> BrakeReading
    /// The last record; `nil` in an empty journal.
    func lastRecord() throws -> Record?
    /// Position and moment of the last record; `nil` in an empty journal. Without an
    /// implementation of its own they are taken from the record.
    func end() throws -> JournalEnd?
    /// The checkpoints kept behind a position, oldest first; all of them behind 0.
    func checkpoints(after position: Int64, limit: Int) throws -> [KeptCheckpoint]
    /// The last checkpoint.
    func lastCheckpoint() throws -> Checkpoint?
    /// What is kept to find or to count by, such as an index, and is not what the rows themselves
    /// say; an explanation of each. Without an implementation of its own there is nothing.
    func indexProblems(limit: Int) throws -> [String]
    /// Rows that a verification takes for evidence and that no record accounts for, and those that
    /// must be there and are not; an explanation of each. What the replay of the records compares
    /// need not be looked for here. Without an implementation of its own there is nothing.
    func unexplainedRows(limit: Int) throws -> [String]
}

extension JournalReading {
    /// Nothing is kept beside what is read.
    public func indexProblems(limit: Int) -> [String] { [] }

    /// Nothing is stored but what the records make.
    public func unexplainedRows(limit: Int) -> [String] { [] }

    /// The whole of the last record is read.
    public func end() throws -> JournalEnd? { try lastRecord().map { JournalEnd($0) } }
}

/// What can be added to a journal, in one transaction.
public protocol JournalWriting: JournalReading {
    /// Appends a record and keeps the projections in step with it.
    ///
    /// The record gets the next sequence number and its subject's next revision, and a moment that
    /// is never before the last record's. An intent brings its request's bytes; a permit that it
    /// spends is spent.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` where an order has an open
    ///   attempt already, or a permit was spent; `IllegalTransition` where an event cannot happen.
    @discardableResult
    func append(_ draft: RecordDraft) throws -> Record

    /// Keeps a checkpoint, behind the last one.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` where it seals no more records
    ///   than the last one, or does not name it (``Checkpoint/check(follows:)``).
    func keep(_ checkpoint: Checkpoint) throws
}

/// What went wrong in a journal.
public struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The stable code.
    public let code: JournalErrorCode
    /// What happened, where, and what to do.
    public let explanation: String

    /// Creates an error.
    public init(_ code: JournalErrorCode, _ explanation: String) {
        self.code = code
        self.explanation = explanation
    }

    /// The code and what it explains.
    public var description: String { "\(code.rawValue): \(explanation)" }
}

/// The stable codes of ``JournalError``; docs/reference/errors.md says what to do about each.
public enum JournalErrorCode: String, Hashable, Sendable, CaseIterable {
    /// The journal has been closed.
    case closed = "journal_closed"
    /// The journal was opened for reading only.
    case readOnly = "journal_read_only"
    /// An earlier write failed, so that nothing more is written; reading goes on.
    case halted = "journal_halted"
    /// Another process writes to this journal.
    case locked = "journal_locked"
    /// There is no journal at this place, or it cannot be opened.
    case cannotOpen = "journal_cannot_open"
    /// The file is a database of something else.
    case foreign = "journal_foreign"
    /// The journal was written by a later version.
    case tooNew = "journal_too_new"
    /// A table, an index or a trigger is missing or altered.
    case schemaAltered = "journal_schema_altered"
    /// The database has settings with which durability cannot be promised.
    case unsafeSettings = "journal_unsafe_settings"
    /// The head file knows of records that the journal no longer has.
    case rolledBack = "journal_rolled_back"
    /// The head file is missing, damaged, or another journal's.
    case headUnusable = "journal_head_unusable"
    /// Somebody else was first: an open attempt, a spent permit, a later checkpoint.
    case conflict = "journal_conflict"
    /// More commits wait than the journal lets wait, or a reader that holds an old view keeps
    /// SQLite's log from starting over.
    case overloaded = "journal_overloaded"
    /// The disk is full.
    case full = "journal_full"
    /// The disk, or the system, failed.
    case inputOutput = "journal_io"
    /// What is stored contradicts itself.
    case corrupt = "journal_corrupt"

    /// Whether the same call may succeed later without anything being repaired.
    public var isTransient: Bool {
        switch self {
        case .conflict, .overloaded, .locked: true
        case .cannotOpen, .foreign, .tooNew, .schemaAltered, .corrupt, .unsafeSettings, .full,
            .inputOutput, .halted, .readOnly, .closed, .rolledBack, .headUnusable:
            false
        }
    }
}
