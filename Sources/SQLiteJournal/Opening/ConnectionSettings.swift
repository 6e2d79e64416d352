import CSQLiteSettings
import Foundation
import GRDB
import OrderJournal

/// The settings of our own connections; docs/internals say why each.
enum ConnectionSettings {
    /// "PSOJ": the number by which a journal's file is known from all other SQLite files.
    static let applicationID = 0x5053_4F4A
    /// How long to wait for somebody else's lock, in milliseconds.
    static let busyTimeout = 5000
    /// The most bytes of one value.
    static let lengthLimit = 1_048_576
    /// The most bytes of one statement.
    static let sqlLengthLimit = 100_000
    /// The most databases attached.
    static let attachedLimit = 0
    /// The most triggers within triggers.
    static let triggerDepthLimit = 10
    /// How far the log shrinks after a checkpoint, in bytes.
    static let logSizeLimit = 67_108_864
    /// The most connections that read.
    static let readerLimit = 4

    /// The configuration of the writing connection.
    ///
    /// `journalMode` stays `.default`: with `.wal`, GRDB sets `synchronous = NORMAL` after this
    /// preparation, and commits would be lost when the power fails.
    static func writing() -> Configuration {
        var configuration = Configuration()
        configuration.label = "payscore.journal"
        configuration.journalMode = .default
        configuration.busyMode = .timeout(Double(busyTimeout) / 1000)
        configuration.prepareDatabase { db in
            try identify(db)
            try hardenSwitches(db)
            try db.execute(
                sql: """
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = EXTRA;
                    PRAGMA foreign_keys = ON;
                    PRAGMA recursive_triggers = ON;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA mmap_size = 0;
                    PRAGMA secure_delete = FAST;
                    PRAGMA journal_size_limit = \(logSizeLimit);
                    """)
        }
        return configuration
    }

    /// The configuration of a connection that only reads; also of another program's database that
    /// holds a journal.
    static func reading() -> Configuration {
        var configuration = Configuration()
        configuration.label = "payscore.journal.reader"
        configuration.readonly = true
        configuration.maximumReaderCount = readerLimit
        configuration.busyMode = .timeout(Double(busyTimeout) / 1000)
        configuration.prepareDatabase { db in
            try identify(db, allowsShared: true)
            try hardenSwitches(db)
            try db.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA mmap_size = 0;
                    """)
        }
        return configuration
    }

    /// The number by which a file is known.
    static func applicationID(of db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    }

    /// Makes sure that a file is a journal, before anything of it is changed; a new file has
    /// neither a number nor tables.
    ///
    /// - Parameter allowsShared: Whether it may be another program's that holds a journal.
    private static func identify(_ db: Database, allowsShared: Bool = false) throws {
        if allowsShared, try Schema.isPresent(in: db) { return }
        let number = try applicationID(of: db)
        let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
        guard number == applicationID || (number == 0 && objects == 0) else {
            throw JournalError(
                .foreign,
                "the file is a SQLite database of another program; name another file, or open the "
                    + "journal on that program's own writer")
        }
    }

    private static func hardenSwitches(_ db: Database) throws {
        var wanted = payscore_switches()
        wanted.defensive = 1
        wanted.length = Int32(lengthLimit)
        wanted.sql_length = Int32(sqlLengthLimit)
        wanted.attached = Int32(attachedLimit)
        wanted.trigger_depth = Int32(triggerDepthLimit)
        try succeed(payscore_set_switches(db.sqliteConnection, &wanted))
    }

    fileprivate static func succeed(_ code: Int32) throws {
        guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}

extension JournalSettings {
    /// Reads the settings back from a connection.
    init(_ db: Database, path: String, fileSystem: String, schemaVersion: Int) throws {
        func number(_ name: String) throws -> Int {
            try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? -1
        }
        func text(_ name: String) throws -> String {
            try String.fetchOne(db, sql: "PRAGMA \(name)") ?? ""
        }
        var switches = payscore_switches()
        try ConnectionSettings.succeed(
            payscore_read_switches(db.sqliteConnection, &switches))
        self.init(
            library: .current, path: path, fileSystem: fileSystem, schemaVersion: schemaVersion,
            journalMode: try text("journal_mode"), synchronous: try number("synchronous"),
            foreignKeys: try number("foreign_keys") == 1,
            recursiveTriggers: try number("recursive_triggers") == 1,
            trustedSchema: try number("trusted_schema") == 1,
            cellSizeCheck: try number("cell_size_check") == 1, mmapSize: try number("mmap_size"),
            busyTimeout: .milliseconds(try number("busy_timeout")),
            secureDelete: try number("secure_delete"),
            encoding: try text("encoding"), pageSize: try number("page_size"),
            applicationID: try number("application_id"),
            userVersion: try number("user_version"), isDefensive: switches.defensive == 1,
            loadsExtensions: switches.load_extension == 1,
            acceptsDoubleQuotedText: switches.double_quoted_dml + switches.double_quoted_ddl > 0,
            lengthLimit: Int(switches.length), sqlLengthLimit: Int(switches.sql_length),
            attachedLimit: Int(switches.attached),
            triggerDepthLimit: Int(switches.trigger_depth))
    }
}
