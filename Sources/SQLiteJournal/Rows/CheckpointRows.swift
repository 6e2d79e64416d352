import GRDB
import OrderEngine

/// The table `payscore_checkpoints`: the notes, exactly as they are published.
enum CheckpointRows {
    private static let table = "payscore_checkpoints"
    private static let afterPosition =
        "SELECT note FROM payscore_checkpoints WHERE position > ? ORDER BY position LIMIT ?"
    private static let last =
        "SELECT note FROM payscore_checkpoints ORDER BY position DESC LIMIT 1"
    private static let insertion = """
        INSERT INTO payscore_checkpoints (position, note)
        SELECT coalesce(max(position), 0) + 1, ? FROM payscore_checkpoints
        """

    static func checkpoints(after count: Int64, limit: Int, _ db: Database) throws
        -> [Checkpoint]
    {
        try db.all(afterPosition, [count, max(0, limit)], of: table, checkpoint)
    }

    static func last(_ db: Database) throws -> Checkpoint? {
        try db.first(last, [], of: table, checkpoint)
    }

    /// The last checkpoint; `nil` also if it cannot be read, which a verification reports.
    static func lastReadable(_ db: Database) throws -> Checkpoint? {
        do { return try last(db) } catch let error as JournalError where error.code == .corrupt {
            return nil
        }
    }

    static func insert(_ checkpoint: Checkpoint, _ db: Database) throws {
        try db.change(insertion, [checkpoint.note])
    }

    private static func checkpoint(_ columns: inout Columns) throws -> Checkpoint {
        let note = try columns.text()
        return try columns.meaning(Checkpoint(note: note))
    }
}
