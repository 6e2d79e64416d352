import GRDBSQLite

/// A connection of somebody else's that begins to read and does not end.
///
/// While it reads, SQLite may take nothing out of its log that was added since.
final class StuckReader {
    private var connection: OpaquePointer?

    /// Opens the connection.
    init(_ path: String) throws {
        try succeed(sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, nil))
    }

    deinit {
        sqlite3_close_v2(connection)
    }

    /// Begins to read; from now on it sees what stands now.
    func begin() throws {
        try succeed(
            sqlite3_exec(
                connection, "BEGIN; SELECT count(*) FROM payscore_schema", nil, nil, nil))
    }

    /// Ends reading.
    func end() throws {
        try succeed(sqlite3_exec(connection, "COMMIT", nil, nil, nil))
    }

    private func succeed(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw SQLiteFailed(code: code) }
    }
}

/// A call of SQLite's failed.
struct SQLiteFailed: Error {
    let code: Int32
}
