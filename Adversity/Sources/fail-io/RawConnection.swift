import CFaultVFS

/// A connection of SQLite without any of the journal's care.
struct RawConnection {
    private let connection: OpaquePointer?

    init(_ path: String) {
        connection = fault_raw_open(path)
    }

    /// Runs statements; says whether they succeeded.
    @discardableResult
    func execute(_ sql: String) -> Bool {
        fault_raw_execute(connection, sql) == 0
    }

    func close() {
        fault_raw_close(connection)
    }
}
