import JournalStorage
import OrderJournal

/// The table `payscore_checkpoints`: the notes, exactly as they are published.
enum CheckpointRows {
    private static let table = "payscore_checkpoints"
    private static let afterPosition = StatementText(
        "SELECT position, note FROM payscore_checkpoints WHERE position > ? "
            + "ORDER BY position LIMIT ?")
    private static let last = StatementText(
        "SELECT note FROM payscore_checkpoints ORDER BY position DESC LIMIT 1")
    private static let insertion = StatementText(
        """
        INSERT INTO payscore_checkpoints (position, note)
        SELECT coalesce(max(position), 0) + 1, ? FROM payscore_checkpoints
        """)

    static func checkpoints(after position: Int64, limit: Int, _ statements: Statements) throws
        -> [KeptCheckpoint]
    {
        try statements.all(
            afterPosition, of: table,
            with: { row in
                row.add(position)
                row.add(max(0, limit))
            },
            reading: {
                KeptCheckpoint(position: try $0.number(), checkpoint: try checkpoint(&$0))
            })
    }

    static func last(_ statements: Statements) throws -> Checkpoint? {
        try statements.first(last, of: table, reading: checkpoint)
    }

    /// The last checkpoint; `nil` also if it cannot be read, which a verification reports.
    static func lastReadable(_ statements: Statements) throws -> Checkpoint? {
        do { return try last(statements) } catch let error as JournalError
            where error.code == .corrupt
        {
            return nil
        }
    }

    static func insert(_ checkpoint: Checkpoint, _ statements: Statements) throws {
        try statements.change(insertion) { $0.add(checkpoint.note) }
    }

    private static func checkpoint(_ columns: inout Columns) throws -> Checkpoint {
        let note = try columns.text()
        return try columns.meaning(Checkpoint(note: note))
    }
}
