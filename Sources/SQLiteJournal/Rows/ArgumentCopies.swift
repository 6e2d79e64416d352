import GRDBSQLite

/// Memory for the values of statements that are being run, so that SQLite allocates nothing for
/// each; where there is no room left, it does.
final class ArgumentCopies {
    private static let size = 8192
    private let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 1)
    private var used = 0

    deinit {
        memory.deallocate()
    }

    /// Lends memory for as long as a statement runs, within which another may run.
    func lend<Result>(_ run: () throws -> Result) rethrows -> Result {
        let before = used
        defer { used = before }
        return try run()
    }

    /// Keeps bytes, and returns where they are and what SQLite has to do about it.
    func keep(
        _ bytes: UnsafeRawBufferPointer
    ) -> (start: UnsafeRawPointer, care: sqlite3_destructor_type?) {
        guard bytes.count <= Self.size - used else {
            return (bytes.baseAddress ?? UnsafeRawPointer(memory), Self.copying)
        }
        let start = memory + used
        if let source = bytes.baseAddress { start.copyMemory(from: source, byteCount: bytes.count) }
        used += bytes.count
        return (UnsafeRawPointer(start), nil)
    }

    /// Tells SQLite to keep a copy: `SQLITE_TRANSIENT`, which C's interface has as a cast.
    private static let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
