import OrderLifecycle

/// The settings of a journal's connection, as they were read back from it.
public struct JournalSettings: Hashable, Sendable {
    /// The SQLite that is used.
    public var library: SQLiteLibrary
    /// The database's file.
    public var path: String
    /// The kind of file system: `ext`, `xfs`, `overlay`, `tmpfs` (gone after a restart) and so on.
    public var fileSystem: String
    /// The version of the journal's tables.
    public var schemaVersion: Int
    /// `PRAGMA journal_mode`; `wal`.
    public var journalMode: String
    /// `PRAGMA synchronous`: 3 is EXTRA, 2 FULL; lower ones lose commits when the power fails.
    public var synchronous: Int
    /// `PRAGMA foreign_keys`.
    public var foreignKeys: Bool
    /// `PRAGMA recursive_triggers`.
    public var recursiveTriggers: Bool
    /// `PRAGMA trusted_schema`.
    public var trustedSchema: Bool
    /// `PRAGMA cell_size_check`.
    public var cellSizeCheck: Bool
    /// `PRAGMA mmap_size` in bytes.
    public var mmapSize: Int
    /// `PRAGMA busy_timeout`.
    public var busyTimeout: Duration
    /// `PRAGMA secure_delete`; 2 is FAST.
    public var secureDelete: Int
    /// `PRAGMA encoding`.
    public var encoding: String
    /// `PRAGMA page_size` in bytes.
    public var pageSize: Int
    /// `PRAGMA application_id`.
    public var applicationID: Int
    /// `PRAGMA user_version`.
    public var userVersion: Int
    /// `SQLITE_DBCONFIG_DEFENSIVE`.
    public var isDefensive: Bool
    /// `SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION`.
    public var loadsExtensions: Bool
    /// Whether a double-quoted name that is none counts as text.
    public var acceptsDoubleQuotedText: Bool
    /// `SQLITE_LIMIT_LENGTH` in bytes.
    public var lengthLimit: Int
    /// `SQLITE_LIMIT_SQL_LENGTH` in bytes.
    public var sqlLengthLimit: Int
    /// `SQLITE_LIMIT_ATTACHED`.
    public var attachedLimit: Int
    /// `SQLITE_LIMIT_TRIGGER_DEPTH`.
    public var triggerDepthLimit: Int

    /// What keeps a connection of ours from being safe to write with; empty when all is well.
    public var deviations: [String] {
        var deviations = durabilityDeviations(leastSynchronous: 3)
        func expect<Value: Equatable>(_ name: String, _ found: Value, _ wanted: Value) {
            if found != wanted { deviations.append("\(name) is \(found), not \(wanted)") }
        }
        expect("foreign_keys", foreignKeys, true)
        expect("recursive_triggers", recursiveTriggers, true)
        expect("trusted_schema", trustedSchema, false)
        expect("cell_size_check", cellSizeCheck, true)
        expect("mmap_size", mmapSize, 0)
        expect("busy_timeout", Int(busyTimeout.milliseconds), ConnectionSettings.busyTimeout)
        expect("secure_delete", secureDelete, 2)
        expect("encoding", encoding, "UTF-8")
        expect("application_id", applicationID, ConnectionSettings.applicationID)
        expect("the DEFENSIVE switch", isDefensive, true)
        expect("the LOAD_EXTENSION switch", loadsExtensions, false)
        expect("the DQS switch", acceptsDoubleQuotedText, false)
        expect("the LENGTH limit", lengthLimit, ConnectionSettings.lengthLimit)
        expect("the SQL_LENGTH limit", sqlLengthLimit, ConnectionSettings.sqlLengthLimit)
        expect("the ATTACHED limit", attachedLimit, ConnectionSettings.attachedLimit)
        expect("the TRIGGER_DEPTH limit", triggerDepthLimit, ConnectionSettings.triggerDepthLimit)
        return deviations
    }

    /// What keeps the embedding program's connection from being durable.
    var sharingDeviations: [String] {
        durabilityDeviations(leastSynchronous: 2)
    }

    private func durabilityDeviations(leastSynchronous: Int) -> [String] {
        var deviations: [String] = []
        if journalMode != "wal" { deviations.append("journal_mode is \(journalMode), not wal") }
        if synchronous < leastSynchronous {
            deviations.append("synchronous is \(synchronous), not \(leastSynchronous) or more")
        }
        return deviations
    }
}
