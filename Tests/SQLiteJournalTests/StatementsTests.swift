import GRDB
import JournalStorage
import Testing

@testable import SQLiteJournal

/// The values that statements are given.
@Suite struct StatementsTests {
    private static let made = StatementText(
        "CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT, bytes BLOB)")
    private static let placed = StatementText("INSERT INTO texts VALUES (?, ?, ?)")
    private static let listed = StatementText(
        "SELECT id, text, bytes FROM texts WHERE text >= ? AND text <> ? ORDER BY id")
    private static let single = StatementText("SELECT text FROM texts WHERE text = ?")

    /// What stands in a row.
    private struct Line: Equatable {
        let id: Int64
        let text: String
        let bytes: [UInt8]
    }

    private func withTable(_ body: (Statements) throws -> Void) throws {
        try DatabaseQueue().inDatabase { db in
            let statements = Statements(db)
            try statements.change(Self.made)
            try body(statements)
        }
    }

    private func place(_ line: Line, _ statements: Statements) throws {
        try statements.change(Self.placed) { row in
            row.add(line.id)
            row.add(line.text)
            row.add(line.bytes)
        }
    }

    private func lines(_ statements: Statements) throws -> [Line] {
        try statements.all(
            Self.listed, of: "texts",
            with: { row in
                row.add("")
                row.add("absent")
            },
            reading: { columns in
                Line(
                    id: try columns.number(), text: try columns.text(),
                    bytes: try columns.meaning(try columns.bytesIfAny()))
            })
    }

    @Test("values of every length are stored as they are")
    func lengths() throws {
        try withTable { statements in
            let lengths = [0, 1, 15, 16, 4000, 8191, 8192, 8193, 70_000]
            let expected = lengths.enumerated().map { id, length in
                Line(
                    id: Int64(id), text: String(repeating: "文", count: length / 3) + "\(id)",
                    bytes: (0..<length).map { UInt8(truncatingIfNeeded: $0) })
            }
            for line in expected { try place(line, statements) }
            #expect(try lines(statements) == expected)
        }
    }

    @Test("a statement that runs within another leaves that one its values")
    func nesting() throws {
        try withTable { statements in
            let expected = (0..<40).map { id in
                Line(id: id, text: "text \(id)", bytes: [UInt8(id)])
            }
            for line in expected { try place(line, statements) }
            let seen = try statements.all(
                Self.listed, of: "texts",
                with: { row in
                    row.add("text ")
                    row.add("text 7")
                },
                reading: { columns in
                    _ = try columns.number()
                    let text = try columns.text()
                    return try statements.first(
                        Self.single, of: "texts", with: { $0.add(text) },
                        reading: { try $0.text() })
                })
            #expect(seen == expected.map(\.text).filter { $0 != "text 7" })
        }
    }
}
