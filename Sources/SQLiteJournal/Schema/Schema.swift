import GRDB
import OrderJournal

/// The journal's tables, and the number by which they are known.
struct Schema: Sendable {
    /// The number; a journal of another one is not opened.
    let version: Int
    /// The tables.
    let tables: [JournalTable]

    /// What this version of the package reads and writes.
    static let current = Schema(version: 1, tables: JournalTable.all)

    /// Makes the tables, in one transaction.
    ///
    /// - Parameter identity: That of the head file, if the file is the journal's alone; its header
    ///   then says the version too.
    func create(in db: Database, identity: [UInt8]?) throws {
        try db.inTransaction(.immediate) {
            for statement in tables.flatMap(\.statements) { try db.execute(sql: statement) }
            try db.execute(
                sql: "INSERT INTO payscore_schema (id, version) VALUES (1, ?)",
                arguments: [version])
            if let identity {
                try HeadRows.insert(identity, Statements(db))
                try db.execute(sql: "PRAGMA user_version = \(version)")
            }
            return .commit
        }
    }

    /// Whether a database has the journal's tables, whatever their version.
    static func isPresent(in db: Database) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'payscore_schema')")
            == true
    }

    /// Makes sure that the tables are exactly those of this version.
    ///
    /// - Parameter ownsFile: Whether the file is the journal's alone.
    /// - Throws: ``JournalError``: `tooNew` or `tooOld` if another version made them,
    ///   `schemaAltered` with what else is wrong.
    func check(_ db: Database, ownsFile: Bool) throws {
        guard try Self.isPresent(in: db) else {
            throw JournalError(.schemaAltered, "the journal's tables are missing; restore a copy")
        }
        let row = try Row.fetchOne(db, sql: "SELECT version FROM payscore_schema WHERE id = 1")
        guard let value = row?[0] as DatabaseValue?, let found = Int.fromDatabaseValue(value) else {
            throw JournalError(
                .schemaAltered, "the table payscore_schema does not say its version")
        }
        try check(version: found, saidBy: "the journal's tables are")
        if ownsFile {
            let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            try check(version: found, saidBy: "the file's header says that it is")
        }
        try checkObjects(db, ownsFile: ownsFile)
    }

    private func check(version found: Int, saidBy whose: String) throws(JournalError) {
        guard found <= version else {
            throw JournalError(
                .tooNew,
                "\(whose) of version \(found), and this program reads version \(version); use the "
                    + "newer program")
        }
        guard found >= 1 else {
            throw JournalError(
                .schemaAltered, "\(whose) of version \(found), which never was; restore a copy")
        }
        guard found == version else {
            throw JournalError(
                .tooOld,
                "\(whose) of version \(found), and this program reads version \(version); opening "
                    + "a journal never changes its form; use the program that wrote it")
        }
    }

    private func checkObjects(_ db: Database, ownsFile: Bool) throws {
        let expected = try expectedObjects()
        let found = try SchemaObject.all(in: db, onlyOurs: !ownsFile)
        var problems: [String] = []
        for (name, object) in expected where found[name] != object {
            problems.append("\(name) is \(found[name] == nil ? "missing" : "altered")")
        }
        for name in found.keys where expected[name] == nil {
            problems.append("\(name) does not belong there")
        }
        guard problems.isEmpty else {
            throw JournalError(
                .schemaAltered,
                "the journal's tables are not as this program made them: "
                    + problems.sorted().joined(separator: ", ")
                    + "; find out who changed them, and restore a copy")
        }
    }

    /// What SQLite itself makes of the statements.
    private func expectedObjects() throws -> [String: SchemaObject] {
        try DatabaseQueue().inDatabase { db in
            try create(in: db, identity: nil)
            return try SchemaObject.all(in: db, onlyOurs: true)
        }
    }
}

/// A table, index, trigger or observation as SQLite lists it.
private struct SchemaObject: Hashable {
    let type: String
    let table: String
    let sql: String

    /// All objects by name, except those that SQLite makes for itself.
    static func all(in db: Database, onlyOurs: Bool) throws -> [String: SchemaObject] {
        let ours = "AND (name GLOB 'payscore_*' OR tbl_name GLOB 'payscore_*')"
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master
                WHERE name NOT GLOB 'sqlite_*' \(onlyOurs ? ours : "")
                """)
        var objects: [String: SchemaObject] = [:]
        for row in rows {
            objects[text(row, 1)] = SchemaObject(
                type: text(row, 0), table: text(row, 2), sql: text(row, 3))
        }
        return objects
    }

    private static func text(_ row: Row, _ column: Int) -> String {
        String.fromDatabaseValue(row[column]) ?? ""
    }
}
