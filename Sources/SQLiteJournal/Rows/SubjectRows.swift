import JournalStorage
import OrderJournal

/// The subjects of the records, found by leaping from one to the next in their index.
enum SubjectRows {
    private static func sql(from first: String) -> StatementText {
        StatementText(
            """
            WITH RECURSIVE subjects (subject) AS (
                SELECT min(subject) FROM payscore_records WHERE subject \(first) ?
                UNION ALL
                SELECT (SELECT min(subject) FROM payscore_records WHERE subject > subjects.subject)
                FROM subjects WHERE subject IS NOT NULL
            )
            SELECT subject FROM subjects WHERE subject IS NOT NULL LIMIT ?
            """)
    }
    private static let fromTheFirst = sql(from: ">=")
    private static let afterOne = sql(from: ">")

    static func subjects(after cursor: Subject?, limit: Int, _ statements: Statements) throws
        -> [Subject]
    {
        try statements.all(
            cursor == nil ? fromTheFirst : afterOne, of: RecordRows.table,
            with: { row in
                row.add(cursor?.text ?? "")
                row.add(max(0, limit))
            },
            reading: { columns in
                let text = try columns.text()
                return try columns.meaning(try? Subject(text: text))
            })
    }
}
