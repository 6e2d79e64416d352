import OrderLifecycle

/// A journal: consistent reads, and commits that are durable before they return.
///
/// A commit's closure runs inside one write transaction, so that what it reads is still true when
/// what it appends is stored. A closure must be quick and pure: it may run on any thread and more
/// than once, and only what its last run read, appended and returned counts. A commit may share
/// its transaction with others; its effects are undone alone if it throws.
public protocol Journal: Sendable {
    /// Reads one consistent snapshot; `body` must be quick, for it may run on the caller's own
    /// thread.
    ///
    /// - Parameters:
    ///   - subjects: What is read, as far as it is known; a hint. What is not among them can be
    ///     read as well.
    ///   - body: Reads the snapshot.
    func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result

    /// Reads one consistent snapshot for as long as it takes, off the threads that tasks run on
    /// where reading waits for a disk.
    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result

    /// Runs `body` in a write transaction and returns once what it appended is durable.
    ///
    /// - Parameters:
    ///   - subjects: Of what records are appended; others are refused. What is read is not limited
    ///     to them.
    ///   - body: Reads and appends; it may run more than once.
    /// - Throws: What `body` throws, or what an append threw that `body` caught, with nothing of it
    ///   stored; or ``JournalError``.
    func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result

    /// Runs `body` in a write transaction about the journal itself, which may read all of it and
    /// keep a checkpoint.
    ///
    /// - Throws: What `body` throws, with nothing of it stored; or ``JournalError``.
    func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result

    /// How many durable records the head file does not know of yet; `nil` where this process keeps
    /// none, as without an implementation of its own.
    var headLag: Int? { get }

    /// Why nothing is written any more, if an earlier write failed for good; `nil` without an
    /// implementation of its own.
    var halt: JournalError? { get }
}

extension Journal {
    /// No head file is kept.
    public var headLag: Int? { nil }

    /// Nothing halts it.
    public var halt: JournalError? { nil }

    /// Reads one consistent snapshot of subjects that are not known beforehand.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await read(about: [], body)
    }
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

    /// The journal is empty, and no record says yet whose it is.
    package static let notBegun = JournalError(
        .notBegun,
        "the journal is empty; its first record needs a merchant (the provider's, or "
            + "merchant.mchid in the configuration), and a checkpoint needs a first record")

    /// A customer's name or digest is taken.
    package static let customerKept = JournalError(
        .conflict, "a customer of this name or digest is kept already")

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
    /// There is no journal at this place.
    case missing = "journal_missing"
    /// The system does not let this process reach, read or write the journal's files.
    case notPermitted = "journal_not_permitted"
    /// The place cannot hold a journal, or the journal cannot be opened.
    case cannotOpen = "journal_cannot_open"
    /// The file is a database of something else.
    case foreign = "journal_foreign"
    /// The journal is empty: no record says yet whose it is.
    case notBegun = "journal_not_begun"
    /// The journal belongs to another merchant.
    case otherMerchant = "journal_other_merchant"
    /// The journal was written by a later version.
    case tooNew = "journal_too_new"
    /// The journal was written by an earlier version, in a form that this one does not write.
    case tooOld = "journal_too_old"
    /// A table, an index or a trigger is missing or altered.
    case schemaAltered = "journal_schema_altered"
    /// The database has settings with which durability cannot be promised.
    case unsafeSettings = "journal_unsafe_settings"
    /// The head file knows of a journal, and the database is gone.
    case databaseMissing = "journal_database_missing"
    /// The head file knows of records that the journal no longer has.
    case rolledBack = "journal_rolled_back"
    /// The head file is missing, damaged, or another journal's.
    case headUnusable = "journal_head_unusable"
    /// The copy that a backup made does not hold, and was not kept.
    case backupUnsound = "journal_backup_unsound"
    /// A record of a subject was appended in a commit that was not said to be about it.
    case subjectUndeclared = "journal_subject_undeclared"
    /// Somebody else was first: an open attempt, a spent permit, a later checkpoint.
    case conflict = "journal_conflict"
    /// More commits wait than the journal lets wait, or a reader that holds an old snapshot keeps
    /// SQLite's log from starting over.
    case overloaded = "journal_overloaded"
    /// The server that holds the journal cannot be reached.
    case unreachable = "journal_unreachable"
    /// The server went away while it committed, and nobody knows whether the commit is stored.
    case outcomeUnknown = "journal_outcome_unknown"
    /// The disk is full.
    case full = "journal_full"
    /// The disk, or the system, failed.
    case inputOutput = "journal_io"
    /// What is stored contradicts itself.
    case corrupt = "journal_corrupt"

    /// Whether the same call may succeed later without anything being repaired.
    public var isTransient: Bool {
        switch self {
        case .conflict, .overloaded, .locked, .unreachable: true
        case .missing, .notPermitted, .cannotOpen, .foreign, .notBegun, .otherMerchant, .tooNew,
            .tooOld, .schemaAltered, .corrupt, .unsafeSettings, .subjectUndeclared, .full,
            .inputOutput, .halted, .readOnly, .closed, .databaseMissing, .rolledBack,
            .outcomeUnknown,
            .headUnusable, .backupUnsound:
            false
        }
    }
}
