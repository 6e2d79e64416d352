public import GRDB
import JournalStorage
import OrderJournal

extension SQLiteJournalStore {
    /// Opens a journal in the embedding program's own database, in tables whose names begin with
    /// `payscore_`, so that its rows and our records are committed together.
    ///
    /// The number of the file and its version stay the embedding program's. GRDB sets
    /// `synchronous = NORMAL` in WAL mode, with which commits are lost when the power fails; such a
    /// writer is refused. Run `PRAGMA synchronous = EXTRA` on it first, in
    /// `writeWithoutTransaction`. Only one process may write to the journal: it holds a lock on
    /// `<path>-payscore.lock`, as long as the journal is open. A file that the journal made for
    /// itself is refused: this writer would pass by its lock and its head.
    ///
    /// - Parameters:
    ///   - writer: A database queue or pool in WAL mode.
    ///   - allowsRemoteFileSystem: Whether a file system is accepted that is not known to keep
    ///     locks, shared memory and syncs.
    ///   - patience: How long to wait for another process that writes to the journal.
    ///   - clock: The clock by which it waits.
    ///   - companionWrites: Writes the program's own rows for the records of one commit, in the
    ///     same savepoint; if it throws, neither is stored, and the commit throws the same error.
    /// - Throws: `JournalError`: `locked`, `notPermitted`, `cannotOpen`, `unsafeSettings`,
    ///   `tooNew`, `tooOld`, `schemaAltered` or `corrupt`.
    public convenience init(
        sharing writer: any DatabaseWriter, allowsRemoteFileSystem: Bool = false,
        waiting patience: Duration = .zero, by clock: any Clock<Duration> = ContinuousClock(),
        companionWrites: CompanionWrites? = nil
    ) async throws {
        let schema = Schema.current
        let connections: Connections
        do {
            connections = try await Patience.wait(patience, on: clock) {
                try await runBlocking {
                    try Self.sharing(
                        writer, schema, allowsRemoteFileSystem: allowsRemoteFileSystem,
                        companionWrites: companionWrites)
                }
            }
        } catch {
            throw JournalError.translating(error)
        }
        self.init(connections)
    }

    private static func sharing(
        _ writer: any DatabaseWriter, _ schema: Schema, allowsRemoteFileSystem: Bool,
        companionWrites: CompanionWrites?
    ) throws -> Connections {
        try writer.writeWithoutTransaction { db in
            try checkMayShare(db, path: writer.path, schema)
        }
        var place = try FilePlace(writer.path, isShared: true)
        if !allowsRemoteFileSystem { try place.checkFileSystem() }
        let lock = try OwnerLock(of: place)
        try writer.writeWithoutTransaction { db in
            if try !Schema.isPresent(in: db) { try schema.create(in: db, identity: nil) }
            try schema.check(db, ownsFile: false)
            try StoredView(statements: Statements(db)).checkTail()
        }
        place.remember()
        place.rememberLock()
        return Connections(
            sharing: writer, companionWrites: companionWrites, lock: lock, place: place,
            schemaVersion: schema.version)
    }

    private static func checkMayShare(_ db: Database, path: String, _ schema: Schema) throws {
        let settings = try JournalSettings(
            db, path: path, fileSystem: "unknown", schemaVersion: schema.version)
        guard settings.sharingDeviations.isEmpty else {
            throw JournalError(
                .unsafeSettings,
                "commits of this writer are lost when the power fails: "
                    + settings.sharingDeviations.joined(separator: ", ")
                    + "; run PRAGMA journal_mode = WAL and PRAGMA synchronous = EXTRA in "
                    + "writeWithoutTransaction after opening it")
        }
        guard settings.applicationID != ConnectionSettings.applicationID else {
            throw JournalError(
                .unsafeSettings,
                "\(path) is a journal's own file, whose lock and head this writer would pass by; "
                    + "open it with SQLiteJournalStore.open(at:)")
        }
    }
}
