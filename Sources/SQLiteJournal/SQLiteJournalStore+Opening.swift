public import Foundation
import GRDB
import JournalStorage
import OrderJournal

extension SQLiteJournalStore {
    /// Opens a journal in a file of its own.
    ///
    /// The owner holds a lock on `<path>.lock`, makes the file where it is missing and `mode` says
    /// so, and reads every setting back. It compares the journal with `<path>.head`, which
    /// remembers how far the journal had come. A reader finds the file as it is. What stands under
    /// one of the journal's names and is not its own is refused, and left as it is.
    ///
    /// - Parameters:
    ///   - path: The database's file, on a local disk.
    ///   - mode: Whether to write, and whether to make a journal.
    ///   - allowsRemoteFileSystem: Whether a file system is accepted that is not known to keep
    ///     locks, shared memory and syncs, such as NFS, SMB, CephFS, 9p and FUSE; on most of them a
    ///     commit is not durable and a lock excludes nobody.
    ///   - loss: That a person lets the journal go on if something is lost.
    ///   - patience: How long to wait for another process that writes to the journal.
    ///   - clock: The clock by which it waits.
    /// - Throws: `JournalError`: `locked`, `missing`, `notPermitted`, `cannotOpen`, `foreign`,
    ///   `tooNew`, `tooOld`, `schemaAltered`, `corrupt`, `unsafeSettings`, `databaseMissing`,
    ///   `rolledBack` or `headUnusable`.
    public static func open(
        at path: String, mode: Mode = .owner, allowsRemoteFileSystem: Bool = false,
        accepting loss: AcceptedLoss? = nil, waiting patience: Duration = .zero,
        by clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> SQLiteJournalStore {
        try await Patience.wait(patience, on: clock) {
            try await open(
                at: path, mode: mode, allowsRemoteFileSystem: allowsRemoteFileSystem,
                accepting: loss, schema: .current)
        }
    }

    /// Opens a journal in a file of its own.
    ///
    /// - Throws: The same as with the path as a text.
    public static func open(
        at file: URL, mode: Mode = .owner, allowsRemoteFileSystem: Bool = false,
        accepting loss: AcceptedLoss? = nil, waiting patience: Duration = .zero,
        by clock: any Clock<Duration> = ContinuousClock()
    ) async throws -> SQLiteJournalStore {
        try await open(
            at: file.path, mode: mode, allowsRemoteFileSystem: allowsRemoteFileSystem,
            accepting: loss, waiting: patience, by: clock)
    }

    static func open(
        at path: String, mode: Mode, allowsRemoteFileSystem: Bool = false,
        accepting loss: AcceptedLoss? = nil, schema: Schema,
        logLimit: Int64 = LogLimit.standard
    ) async throws -> SQLiteJournalStore {
        do {
            return try await runBlocking {
                let library = SQLiteLibrary.current
                guard library.concern != .tooOld else {
                    throw JournalError(
                        .unsafeSettings,
                        "SQLite \(library.version) is too old; 3.37 or later is needed")
                }
                let place = try FilePlace(path)
                let presence = try place.check(
                    for: mode, allowsRemoteFileSystem: allowsRemoteFileSystem)
                try place.checkMayBegin(presence, for: mode, isLossAccepted: loss != nil)
                switch mode {
                case .owner, .existingOwner:
                    return try owning(
                        place, mode, schema, accepting: loss,
                        allowsRemoteFileSystem: allowsRemoteFileSystem, logLimit: logLimit)
                case .reader: return SQLiteJournalStore(try reading(place, schema))
                }
            }
        } catch {
            throw JournalError.translating(error)
        }
    }

    private static func owning(
        _ place: FilePlace, _ mode: Mode, _ schema: Schema, accepting loss: AcceptedLoss?,
        allowsRemoteFileSystem: Bool, logLimit: Int64
    ) throws -> SQLiteJournalStore {
        let lock = try OwnerLock(of: place)
        // Looked at again, now that nobody else makes or changes it.
        let presence = try place.check(for: mode, allowsRemoteFileSystem: allowsRemoteFileSystem)
        try place.checkMayBegin(presence, for: mode, isLossAccepted: loss != nil)
        switch presence {
        case .absent, .empty:
            let identity = try HeadFileCheck.identityOfNewJournal(at: place.headPath)
            try Creation.create(at: place, schema: schema, identity: identity)
        case .present: try LeftoverLog.sync(at: place)
        }
        var place = place
        place.remember()
        place.rememberLock()
        let writer = try DatabaseQueue(
            path: place.path, configuration: ConnectionSettings.writing())
        do {
            let head = try writer.writeWithoutTransaction { [place] db in
                try prepareOwnFile(db, at: place, schema)
                return try HeadFileCheck(Statements(db), headFile: place.headPath).keeper(
                    accepting: loss)
            }
            return SQLiteJournalStore(
                Connections(
                    ownWriter: writer, readers: try OwnReaders(path: place.path), lock: lock,
                    head: head, place: place,
                    log: LogLimit(path: place.logPath, bytes: logLimit),
                    schemaVersion: schema.version),
                isNew: presence != .present)
        } catch {
            try? writer.close()
            throw error
        }
    }

    private static func prepareOwnFile(
        _ db: Database, at place: FilePlace, _ schema: Schema
    ) throws {
        try schema.check(db, ownsFile: true)
        let settings = try JournalSettings(
            db, path: place.path, fileSystem: place.fileSystem, schemaVersion: schema.version)
        guard settings.deviations.isEmpty else {
            throw JournalError(
                .unsafeSettings,
                "SQLite does not keep the settings that durability needs: "
                    + settings.deviations.joined(separator: ", "))
        }
        try StoredView(statements: Statements(db)).checkTail()
    }

    private static func reading(_ place: FilePlace, _ schema: Schema) throws -> Connections {
        let readers = try InspectingReaders(path: place.path) { db in
            try schema.check(db, ownsFile: try isOwnFile(db))
        }
        let isOwn = try readers.readNow { try isOwnFile($0.statements.db) }
        return Connections(
            readers: readers, place: isOwn ? place : try FilePlace(place.path, isShared: true),
            schemaVersion: schema.version)
    }

    private static func isOwnFile(_ db: Database) throws -> Bool {
        try ConnectionSettings.applicationID(of: db) == ConnectionSettings.applicationID
    }
}
