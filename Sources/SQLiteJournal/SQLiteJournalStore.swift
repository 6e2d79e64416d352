import JournalStorage
public import OrderJournal

/// The journal in a SQLite database: a file of its own, or the embedding program's database.
///
/// A commit returns once it is durable: write-ahead log, `synchronous = EXTRA`, read back at every
/// opening. Commits that arrive while the disk is busy share the next transaction; each still
/// succeeds or fails alone. When a write fails for good, nothing more is written until the journal
/// was opened anew; reading goes on.
public final class SQLiteJournalStore: Journal {
    /// What a journal's file is opened for.
    public enum Mode: Hashable, Sendable {
        /// To read and write, as the only process that writes; makes the file where it is missing.
        case owner
        /// To read and write a journal that is there, as the only process that writes; makes none.
        case existingOwner
        /// To read only, also beside a running owner; neither makes nor changes a file. It also
        /// reads a journal in the database of a program that embeds the engine.
        case reader
    }

    /// Whether this opening made the journal.
    package let isNew: Bool
    let connections: Connections

    init(_ connections: Connections, isNew: Bool = false) {
        self.connections = connections
        self.isNew = isNew
    }

    /// Whether the journal is in the database of a program that embeds the engine, where it has no
    /// head file.
    package var isShared: Bool { connections.headPath == nil }

    /// Reads one consistent snapshot, on a connection that only reads; quickly, on the caller's
    /// thread.
    public func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        guard !connections.isClosed else { throw JournalError.closed }
        do {
            return try await connections.readers.read { try body($0) }
        } catch {
            throw JournalError.translating(error)
        }
    }

    /// Reads one consistent snapshot for as long as it takes, off the threads that tasks run on.
    public func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        guard !connections.isClosed else { throw JournalError.closed }
        do {
            return try await connections.readers.inspect { try body($0) }
        } catch {
            throw JournalError.translating(error)
        }
    }

    /// Runs `body` in a write transaction and returns once what it appended is durable.
    public func commit<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result
    ) async throws -> Result {
        try await write(on: subjects) { try body($0) }
    }

    /// Runs `body` in a write transaction that may keep a checkpoint, and returns once it is
    /// durable.
    public func seal<Result: Sendable>(
        _ body: @escaping @Sendable (any SealingTransaction) throws -> Result
    ) async throws -> Result {
        try await write(on: [.journal]) { try body($0) }
    }

    func write<Result: Sendable>(
        on subjects: SubjectScope, _ body: @escaping @Sendable (StoredTransaction) throws -> Result
    ) async throws -> Result {
        guard !connections.isClosed else { throw JournalError.closed }
        guard let commits = connections.commits else {
            throw JournalError(
                .readOnly, "the journal was opened for reading only; open it as its owner")
        }
        return try await commits.commit(on: subjects, body)
    }

    /// Why nothing is written any more, if an earlier write failed for good.
    public var halt: JournalError? { connections.commits?.halt }

    /// Reads the settings back from the connection that writes, or from one that reads where the
    /// journal was opened for reading only.
    ///
    /// - Throws: `JournalError` if they cannot be read.
    public func settings() async throws -> JournalSettings {
        guard !connections.isClosed else { throw JournalError.closed }
        do {
            return try await connections.settings()
        } catch {
            throw JournalError.translating(error)
        }
    }

    /// How far the journal had come, as its head file says; also beside a running owner.
    ///
    /// The file is written behind the commits, so that a snapshot that is read afterwards has all
    /// that it knows. In the embedding program's own database there is none.
    ///
    /// - Throws: `JournalError` with `JournalErrorCode.headUnusable` if it is missing, damaged
    ///   or another journal's.
    public func head() async throws -> JournalHead? {
        guard !connections.isClosed else { throw JournalError.closed }
        guard let path = connections.headPath else { return nil }
        do {
            let identity = try await connections.readers.read {
                try HeadRows.identity($0.statements)
            }
            return try await runBlocking {
                try HeadFileCheck.head(at: path, of: identity)
            }
        } catch {
            throw JournalError.translating(error)
        }
    }

    /// Compares the journal with its head file as the owner's opening does, and returns the head.
    ///
    /// That works next to a running owner too. In the embedding program's database there is none.
    ///
    /// - Throws: `JournalError`: `rolledBack` or `headUnusable` if something is lost.
    package func checkHead() async throws -> JournalHead? {
        guard !connections.isClosed else { throw JournalError.closed }
        guard let path = connections.headPath else { return nil }
        do {
            // Before the snapshot, or a running owner's head could be ahead of it.
            let places = try await runBlocking { try HeadFile.places(at: path) }
            return try await connections.readers.inspect {
                try HeadFileCheck($0.statements, headFile: path, places).known()
            }
        } catch {
            throw JournalError.translating(error)
        }
    }

    /// Which process writes to the journal, as it said in the lock's file: `process 4711 since …`.
    ///
    /// It is `nil` if none does, or none that says so.
    package func owner() -> String? { OwnerLock.owner(at: connections.lockPath) }

    /// Where the socket belongs by which other processes reach the journal's owner, beside its
    /// lock; `nil` where the journal was opened for reading only.
    public var socketPath: String? { connections.socketPath }

    /// Where the socket of an owner may be: of a journal of its own, and of one in another
    /// program's database.
    package static func socketPaths(besides database: String) -> [String] {
        [false, true].map { FilePlace.socketPath(of: database, isShared: $0) }
    }

    /// Where the database is.
    package var path: String { connections.path }

    /// How many durable records the head file does not know of yet; their loss would not show.
    ///
    /// It is `nil` unless this process keeps a head file.
    public var headLag: Int? { connections.head?.lag }

    /// Finishes the commits that wait, then gives up the connections and the lock; the embedding
    /// program's own writer stays open.
    ///
    /// - Throws: `JournalError` if SQLite cannot close.
    public func close() async throws {
        do {
            try await connections.close()
        } catch {
            throw JournalError.translating(error)
        }
    }

    /// The queue of the commits, for tests that must know who shares a transaction.
    var commits: SQLiteCommitQueue? { connections.commits }

    /// Who keeps the head file, for tests that must not wait for it.
    var headKeeper: HeadKeeper? { connections.head }
}
