import OrderEngine

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

    /// The checkpoints after the first `count`, as far as each stands right behind the one before:
    /// a position that was altered would be met again whatever is counted.
    ///
    /// - Throws: ``JournalError`` with `corrupt` if not even the first does.
    static func checkpoints(after count: Int64, limit: Int, _ statements: Statements) throws
        -> [Checkpoint]
    {
        let rows = try statements.all(
            afterPosition, of: table,
            with: { row in
                row.add(count)
                row.add(max(0, limit))
            },
            reading: { (position: try $0.number(), checkpoint: try checkpoint(&$0)) })
        let page = rows.enumerated().prefix { $1.position &- Int64($0) &- 1 == count }
        guard !page.isEmpty || rows.isEmpty else {
            throw JournalError(
                .corrupt,
                "the checkpoint after the first \(count) has another position; verify the journal"
            )
        }
        return page.map(\.element.checkpoint)
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
