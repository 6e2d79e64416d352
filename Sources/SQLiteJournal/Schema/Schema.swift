import GRDB
import OrderEngine

/// The tables, version by version; a version is what its statements make of the one before.
struct Schema: Sendable {
    /// The statements that lead to version 1, 2 and so on.
    let versions: [[String]]

    /// What this version of the package writes.
    static let current = Schema(versions: [
        SchemaVersion1.statements, SchemaVersion2.statements, SchemaVersion3.statements,
    ])

    /// The tables whose rows come and change with the records.
    static let tables = [
        RecordRows.table, "payscore_orders", "payscore_attempts", "payscore_permits",
        "payscore_brake", "payscore_checkpoints",
    ]

    /// The number of the last version.
    var version: Int { versions.count }

    /// Brings the tables up to the last version, in one transaction.
    ///
    /// - Parameter ownsFile: Whether the file is the journal's alone, so that its header says the
    ///   version too.
    /// - Throws: ``JournalError`` if a later version wrote them.
    func migrate(_ db: Database, ownsFile: Bool) throws {
        let found = try storedVersion(db)
        guard found < version else { return }
        try db.inTransaction(.immediate) {
            for number in found + 1...version {
                for statement in versions[number - 1] { try db.execute(sql: statement) }
                try db.execute(
                    sql: "UPDATE payscore_schema SET version = ?", arguments: [number])
            }
            if ownsFile { try db.execute(sql: "PRAGMA user_version = \(version)") }
            return .commit
        }
    }

    /// The version of the tables in a database; 0 if there are none.
    ///
    /// - Throws: ``JournalError`` if it is a later one than this package knows.
    func storedVersion(_ db: Database) throws -> Int {
        let isThere = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'payscore_schema')")
        guard isThere == true else { return 0 }
        let row = try Row.fetchOne(db, sql: "SELECT version FROM payscore_schema WHERE id = 1")
        guard let value = row?[0] as DatabaseValue?, let found = Int.fromDatabaseValue(value),
            found >= 1
        else {
            throw JournalError(
                .schemaAltered, "the table payscore_schema does not say its version")
        }
        guard found <= version else {
            throw JournalError(
                .tooNew,
                "the journal's tables are of version \(found), and this program knows up to "
                    + "\(version); use the newer program")
        }
        return found
    }

    /// Makes sure that the tables are exactly those of the last version.
    ///
    /// - Throws: ``JournalError`` with what is missing, altered or foreign.
    func check(_ db: Database, ownsFile: Bool) throws {
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
            try migrate(db, ownsFile: false)
            return try SchemaObject.all(in: db, onlyOurs: true)
        }
    }
}

/// A table, index, trigger or view as SQLite lists it.
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
