import Foundation
import GRDB
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngineTesting
@testable import SQLiteJournal

/// Whatever stands in a row of evidence is held against the records, column by column.
@Suite struct AlteredColumnTests {
    /// A column of a table of evidence.
    struct Column: Sendable, CustomTestStringConvertible {
        let table: String
        let name: String
        /// Values that the column's type can hold; those that are there already change nothing.
        let values: [String]

        var testDescription: String { "\(table).\(name)" }
    }

    /// The columns that are stored, of new tables.
    private static func columns() throws -> [Column] {
        try DatabaseQueue().write { db in
            try JournalTable.all.filter { $0.kind == .evidence }.flatMap { table in
                for statement in table.statements { try db.execute(sql: statement) }
                let columns = try Row.fetchAll(
                    db, sql: "SELECT name, type, pk FROM pragma_table_info('\(table.name)')")
                return columns.map { column in
                    // A row is not without its number.
                    let isNumber = column["pk"] == 1 && column["type"] == "INTEGER"
                    return Column(
                        table: table.name, name: column["name"],
                        values: values(of: column["type"]).filter { !isNumber || $0 != "NULL" })
                }
            }
        }
    }

    private static func values(of type: String) -> [String] {
        switch type {
        case "INTEGER": ["70001", "NULL"]
        case "TEXT": ["'x'", "''", "NULL"]
        default: ["x'07'", "zeroblob(32)", "NULL"]
        }
    }

    @Test(arguments: try columns())
    func `another value in any column is found`(column: Column) async throws {
        let place = try TemporaryPlace()
        let files = [place.path, place.path + ".head"]
        let originals = try await Self.originals.value
        for (file, bytes) in zip(files, originals) { try bytes.write(to: URL(filePath: file)) }
        #expect(try await !Self.isFound(at: place))
        var altered = 0
        for value in column.values {
            for row in 0..<6 where try Self.alter(column, to: value, row: row, at: place) {
                altered += 1
                #expect(
                    try await Self.isFound(at: place),
                    "\(column.testDescription) of row \(row) is \(value), and nobody saw it")
                for (file, bytes) in zip(files, originals) {
                    try bytes.write(to: URL(filePath: file))
                }
            }
        }
        #expect(try await !Self.isFound(at: place), "the file was not put back")
        #expect(altered > 0)
    }

    /// A closed, sealed journal with something of everything in it, and its head file.
    private static let originals = Task {
        let place = try TemporaryPlace()
        try await place.makeStory()
        let journal = try await place.open()
        let sample = try SampleAuthorization("AUTH-1")
        try await journal.commit(on: [sample.subject]) { journal in
            try journal.append(sample.seen(.event(.requested), at: 24))
            try journal.append(sample.draft(.authorization(.bound(sample.customer.id)), at: 25))
            try journal.append(sample.seen(.event(.opened), changedAt: 2, at: 26))
            try journal.append(sample.intended("att_9", at: 27))
        }
        try await journal.close()
        try await place.makeApprovals()
        return try [place.path, place.path + ".head"].map {
            try Data(contentsOf: URL(filePath: $0))
        }
    }

    /// Puts a value into a row, past all guards; says whether that changed anything.
    private static func alter(
        _ column: Column, to value: String, row: Int, at place: TemporaryPlace
    ) throws -> Bool {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
        let queue = try DatabaseQueue(path: place.path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.write { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON")
            let triggers = try Row.fetchAll(
                db, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers {
                try db.execute(sql: "DROP TRIGGER \(trigger["name"] as String)")
            }
            let key = try #require(try db.primaryKey(column.table).columns.first)
            try db.execute(
                sql: """
                    UPDATE OR IGNORE \(column.table) SET \(column.name) = \(value)
                    WHERE \(column.name) IS NOT \(value) AND \(key) = (
                        SELECT \(key) FROM \(column.table) ORDER BY \(key) LIMIT 1 OFFSET \(row))
                    """)
            let isChanged = db.changesCount == 1
            for trigger in triggers { try db.execute(sql: trigger["sql"]) }
            return isChanged
        }
    }

    private static func isFound(at place: TemporaryPlace) async throws -> Bool {
        do {
            let journal = try await SQLiteJournalStore.open(at: place.path, mode: .reader)
            let head = try await journal.head()
            let report = try await JournalVerifier(pageSize: 4).verify(journal, head: head)
            try await journal.close()
            return !report.isSound
        } catch is JournalError {
            return true
        }
    }
}
