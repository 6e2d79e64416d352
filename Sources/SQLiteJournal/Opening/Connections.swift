import CSQLiteSettings
import Dispatch
import GRDB
import JournalStorage
import OrderJournal
import Synchronization

/// All that a journal holds open.
final class Connections: Sendable {
    let readers: any StoredReaders
    let commits: SQLiteCommitQueue?

    /// Keeps the head file, where there is one.
    let head: HeadKeeper?
    private let writer: (any DatabaseWriter)?
    private let ownWriter: DatabaseQueue?
    private let lock: Mutex<OwnerLock?>
    /// Where the head file is; `nil` in the embedding program's database.
    let headPath: String?
    /// Where the file is that the owner locks.
    let lockPath: String
    /// Where others reach the owner; `nil` for who only reads.
    let socketPath: String?
    /// Where the database is.
    let path: String
    private let fileSystem: String
    private let schemaVersion: Int
    private let closed = Atomic(false)

    /// Our own file, as its owner.
    init(
        ownWriter: DatabaseQueue, readers: any StoredReaders, lock: sending OwnerLock,
        head: HeadKeeper, place: FilePlace, log: LogLimit, schemaVersion: Int
    ) {
        self.head = head
        self.readers = readers
        self.ownWriter = ownWriter
        self.lock = Mutex(lock)
        self.schemaVersion = schemaVersion
        writer = ownWriter
        commits = CommitQueue(
            SQLiteCommits(
                writer: ownWriter, companionWrites: nil, place: place, head: head, log: log))
        path = place.path
        lockPath = place.lockPath
        socketPath = place.socketPath
        headPath = place.headPath
        fileSystem = place.fileSystem
    }

    /// A file for reading only.
    init(readers: any StoredReaders, place: FilePlace, schemaVersion: Int) {
        self.readers = readers
        self.schemaVersion = schemaVersion
        lock = Mutex(nil)
        head = nil
        ownWriter = nil
        writer = nil
        commits = nil
        path = place.path
        lockPath = place.lockPath
        socketPath = nil
        headPath = place.isShared ? nil : place.headPath
        fileSystem = place.fileSystem
    }

    /// The embedding program's database.
    init(
        sharing writer: any DatabaseWriter, companionWrites: CompanionWrites?,
        lock: sending OwnerLock, place: FilePlace, schemaVersion: Int
    ) {
        self.writer = writer
        self.schemaVersion = schemaVersion
        readers = HostDatabaseReaders(reader: writer)
        self.lock = Mutex(lock)
        head = nil
        ownWriter = nil
        commits = CommitQueue(
            SQLiteCommits(
                writer: writer, companionWrites: companionWrites, place: place, head: nil,
                log: LogLimit(path: place.logPath)))
        path = place.path
        lockPath = place.lockPath
        socketPath = place.socketPath
        headPath = nil
        fileSystem = place.fileSystem
    }

    deinit {
        // This may run on the writing connection's own queue, where closing it would wait for
        // itself; the lock is given up only after the connections.
        let (readers, ownWriter, head) = (readers, ownWriter, head)
        let isHalted = commits?.halt != nil
        let lock = lock.withLock { $0 }
        guard !isClosed else { return }
        DispatchQueue.global().async {
            try? head?.catchUp()
            try? readers.close()
            try? Self.close(ownWriter, isHalted: isHalted)
            withExtendedLifetime(lock) {}
        }
    }

    var isClosed: Bool { closed.load(ordering: .acquiring) }

    func settings() async throws -> JournalSettings {
        let read: @Sendable (Database) throws -> JournalSettings = { [self] db in
            try JournalSettings(
                db, path: path, fileSystem: fileSystem, schemaVersion: schemaVersion)
        }
        guard let writer else { return try await readers.read { try read($0.statements.db) } }
        return try await withCheckedThrowingContinuation { caller in
            writer.asyncWriteWithoutTransaction { db in
                caller.resume(with: Result { try read(db) })
            }
        }
    }

    func close() async throws {
        guard !closed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        await commits?.close()
        let isHalted = commits?.halt != nil
        try await runBlocking { [self] in
            // The writer goes last, so that it moves the log into the database.
            let written = Result { try head?.catchUp() }
            try readers.close()
            try Self.close(ownWriter, isHalted: isHalted)
            lock.withLock { $0 = nil }
            try written.get()
        }
    }

    /// Closes the writing connection.
    ///
    /// After a failed write nothing more is written on it, not even the log into the database,
    /// which closing does otherwise; the next opening recovers it.
    private static func close(_ writer: DatabaseQueue?, isHalted: Bool) throws {
        if isHalted {
            writer?.inDatabase { _ = payscore_leave_log_at_close($0.sqliteConnection) }
        }
        try writer?.close()
    }
}
