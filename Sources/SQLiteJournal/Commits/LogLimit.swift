import CSQLiteSettings
import GRDB
import GRDBSQLite
import OrderJournal

/// Keeps SQLite's log from growing without end.
///
/// A reader that holds an old snapshot keeps the log from starting over, and nobody can make
/// another process let go; so at the limit commits are refused until the reader is done. Nothing is
/// lost by that, and they may be tried again.
struct LogLimit: Sendable {
    /// The most bytes of the log that a transaction begins with.
    static let standard: Int64 = 1_073_741_824

    /// The log's file.
    let path: String
    /// The most bytes.
    let bytes: Int64

    init(path: String, bytes: Int64 = Self.standard) {
        self.path = path
        self.bytes = bytes
    }

    /// Makes sure that there is room in the log.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/overloaded`` otherwise.
    func check(_ db: Database) throws {
        let size = payscore_file_size(path)
        guard size >= bytes else { return }
        var length: Int32 = 0
        var moved: Int32 = 0
        // The file keeps its size after its content has moved into the database.
        sqlite3_wal_checkpoint_v2(
            db.sqliteConnection, nil, SQLITE_CHECKPOINT_PASSIVE, &length, &moved)
        guard moved < length else { return }
        throw JournalError(
            .overloaded,
            "the log has grown to \(size) bytes because a reader holds an old snapshot; end "
                + "that reader, and try again")
    }
}
