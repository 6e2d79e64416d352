import JournalStorage
public import OrderJournal
public import OrderLifecycle
import Synchronization

/// The journal in a PostgreSQL database, which any number of hosts may write to at once.
///
/// A commit locks the row of the journal's partition, reads, runs, writes and commits, and returns
/// once the server says that it is durable: by its own disk, and a synchronous standby's where
/// ``Durability/replicated`` is promised. Commits that arrive meanwhile share the next transaction;
/// each still succeeds or fails alone. A commit whose answer was lost is looked up, never guessed.
///
///     let address = try PostgresAddress("postgres://payscore@db1,db2/orders")
///     let journal = try await PostgresJournalStore.open(address, durability: .replicated)
public final class PostgresJournalStore: Journal {
    /// What a journal is opened for.
    public enum Mode: Hashable, Sendable {
        /// To read and write, beside other hosts that do the same.
        case writer
        /// To read only, also on a standby.
        case reader
    }

    private let commits: CommitQueue<PostgresCommits>?
    private let runner: PostgresCommits?
    private let readers: PostgresReaders
    private let connecting: Connecting
    /// What a commit waits for.
    public let durability: Durability
    private let closed = Atomic(false)
    let partition: Int32 = 0

    /// Where the database is.
    public var address: PostgresAddress { connecting.address }

    private init(_ connecting: Connecting, durability: Durability, runner: PostgresCommits?) {
        self.connecting = connecting
        self.durability = durability
        self.runner = runner
        commits = runner.map { CommitQueue($0) }
        readers = PostgresReaders(connecting, partition: partition)
    }

    /// Makes the journal's tables in a database, as the role that owns them.
    ///
    /// The roles `payscore_writer` and `payscore_reader` are made where the server lacks them;
    /// grant the first to whoever writes, the second to whoever only reads.
    ///
    /// - Parameters:
    ///   - address: The database; the user may make schemas in it.
    ///   - random: Makes the key by which the journal is known.
    /// - Throws: `JournalError`: `conflict` where there is one already, `unreachable`,
    ///   `notPermitted`, `missing` where there is no such database.
    public static func create(
        at address: PostgresAddress, random: any RandomSource = SystemRandom()
    ) async throws {
        let key = random.bytes(16)
        do {
            try await runBlocking {
                let connecting = Connecting(address: address, prepares: false)
                let connection = try connecting.connect(isWriting: true)
                try Schema.create(on: connection, partitions: 1, key: key)
            }
        } catch { throw JournalError.translating(error) }
    }

    /// Opens a journal.
    ///
    /// - Parameters:
    ///   - address: The database.
    ///   - mode: Whether to write.
    ///   - durability: What a commit waits for; `nil` for a standby's disk where the server names
    ///     synchronous standbys now, and for its own otherwise.
    ///   - prepares: Whether statements stay prepared on each connection; not behind a pooler in
    ///     transaction mode.
    ///   - patience: For how long a commit waits for a server that went away, before it fails.
    ///   - now: This machine's clock, which must agree with the server's.
    /// - Throws: `JournalError`: `unreachable`, `notPermitted`, `missing`, `tooNew`, `tooOld`,
    ///   `schemaAltered`, `unsafeSettings`, `readOnly` or `corrupt`.
    public static func open(
        _ address: PostgresAddress, mode: Mode = .writer, durability: Durability? = nil,
        prepares: Bool = true, patience: Duration = .seconds(30),
        now: @escaping @Sendable () -> Timestamp
    ) async throws -> PostgresJournalStore {
        let connecting = Connecting(address: address, prepares: prepares)
        let promised: Durability
        do {
            promised = try await runBlocking {
                let connection = try connecting.connect(isWriting: mode == .writer)
                let partitions = try Schema.check(connection)
                guard partitions == 1 else {
                    throw JournalError(
                        .tooNew,
                        "the journal has \(partitions) partitions, and this program knows one")
                }
                let view = ServerView(
                    connection, partition: 0, beginningWith: [.beginReading])
                try view.checkTail()
                connection.endReading()
                let settings = try ServerSettings(of: connection)
                let isReplicated = !settings.synchronousStandbyNames.isEmpty
                let promised = durability ?? (isReplicated ? .replicated : .flushed)
                if mode == .writer { try settings.check(promising: promised) }
                return promised
            }
        } catch { throw JournalError.translating(error) }
        let runner =
            mode == .reader
            ? nil
            : PostgresCommits(
                connecting, partition: 0, durability: promised, patience: patience, now: now)
        return PostgresJournalStore(connecting, durability: promised, runner: runner)
    }

    /// Reads one consistent snapshot, on a connection that only reads.
    public func read<Result: Sendable>(
        about subjects: SubjectScope,
        _ body: @escaping @Sendable (any OrderReader) throws -> Result
    ) async throws -> Result {
        try await view { try body($0) }
    }

    /// Reads one consistent snapshot for as long as it takes.
    public func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalReader) throws -> Result
    ) async throws -> Result {
        try await view { try body($0) }
    }

    func view<Result: Sendable>(
        _ body: @escaping @Sendable (ServerView) throws -> Result
    ) async throws -> Result {
        guard !closed.load(ordering: .acquiring) else { throw JournalError.closed }
        do { return try await readers.read(body) } catch { throw JournalError.translating(error) }
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

    private func write<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (PostgresTransaction) throws -> Result
    ) async throws -> Result {
        guard !closed.load(ordering: .acquiring) else { throw JournalError.closed }
        guard let commits else { throw Self.readOnly }
        return try await commits.commit(on: subjects, body)
    }

    /// Runs functions that write rows on which no decision rests, all of them or none, and returns
    /// once that is durable.
    func write<Result: Sendable>(
        _ calls: [Call], reading read: @escaping @Sendable ([Answer]) throws -> Result
    ) async throws -> Result {
        guard !closed.load(ordering: .acquiring) else { throw JournalError.closed }
        guard commits != nil else { throw Self.readOnly }
        do { return try await readers.write(calls, reading: read) } catch {
            throw JournalError.translating(error)
        }
    }

    private static let readOnly = JournalError(
        .readOnly, "the journal was opened for reading only; open it to write")

    /// Why nothing is written any more, if an earlier write failed for good.
    public var halt: JournalError? { commits?.halt }

    /// Reads the settings back from the server.
    ///
    /// - Throws: `JournalError` if they cannot be read.
    public func settings() async throws -> ServerSettings {
        let connecting = connecting
        do {
            return try await runBlocking {
                try ServerSettings(of: connecting.connect(isWriting: false))
            }
        } catch { throw JournalError.translating(error) }
    }

    /// Finishes the commits that wait, then gives up the connections.
    public func close() async {
        guard !closed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        await commits?.close()
        let (runner, readers) = (runner, readers)
        try? await runBlocking {
            runner?.close()
            readers.close()
        }
    }
}
