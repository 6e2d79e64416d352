public import GRDB
import OrderJournal

extension SQLiteJournalStore {
    /// Opens a journal in the embedding program's own database, in tables whose names begin with
    /// `payscore_`, so that its rows and our records are committed together.
    ///
    /// The number of the file and its version stay the embedding program's. GRDB sets
    /// `synchronous = NORMAL` in WAL mode, with which commits are lost when the power fails; such a
    /// writer is refused. Run `PRAGMA synchronous = EXTRA` on it first, in
    /// `writeWithoutTransaction`. Only one process may write to the database. A file that
    /// the journal made for itself is refused: this writer would pass by its lock and its head.
    ///
    /// - Parameters:
    ///   - writer: A database queue or pool in WAL mode.
    ///   - companionWrites: Writes the program's own rows for the records of one commit, in the
    ///     same savepoint; if it throws, neither is stored, and the commit throws the same error.
    /// - Throws: `JournalError`: `unsafeSettings`, `tooNew`, `schemaAltered` or `corrupt`.
    public convenience init(
        sharing writer: any DatabaseWriter, companionWrites: CompanionWrites? = nil
    ) async throws {
        let schema = Schema.current
        do {
            try await runBlocking {
                try writer.writeWithoutTransaction { db in
                    try Self.prepareShared(db, path: writer.path, schema)
                }
            }
        } catch {
            throw JournalError.translating(error)
        }
        var place = try FilePlace(writer.path)
        place.remember()
        self.init(
            Connections(
                sharing: writer, companionWrites: companionWrites, place: place,
                schemaVersion: schema.version))
    }

    private static func prepareShared(_ db: Database, path: String, _ schema: Schema) throws {
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
        if try !Schema.isPresent(in: db) { try schema.create(in: db, identity: nil) }
        try schema.check(db, ownsFile: false)
        try StoredView(statements: Statements(db)).checkTail()
    }
}
