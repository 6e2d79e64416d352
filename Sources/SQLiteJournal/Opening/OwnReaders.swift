import GRDB
import JournalStorage

/// Reading connections beside our own writing one; each serves one reader at a time.
///
/// A quick read runs on the caller's thread: to hand it to another takes longer than the read.
final class OwnReaders: StoredReaders {
    private let pool: LendingPool<Reader>

    init(path: String) throws {
        pool = LendingPool(limit: ConnectionSettings.readerLimit) { try Reader(path: path) }
        pool.add(try Reader(path: path))
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        let reader = try await pool.borrow()
        defer { pool.giveBack(reader) }
        return try reader.read(body)
    }

    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        let reader = try await pool.borrow()
        defer { pool.giveBack(reader) }
        return try await runBlocking { try reader.read(body) }
    }

    /// Closes the connections, those in use after their readers are done.
    func close() throws {
        for reader in pool.close() { try reader.close() }
    }
}

/// One reading connection with its prepared statements.
///
/// It is not used at the same time by two: whoever borrowed it has it alone.
private final class Reader: @unchecked Sendable {
    private static let begin = StatementText("BEGIN DEFERRED TRANSACTION")
    private static let end = StatementText("COMMIT TRANSACTION")

    private let queue: DatabaseQueue
    private var statements: Statements?

    init(path: String) throws {
        queue = try DatabaseQueue(path: path, configuration: ConnectionSettings.reading())
    }

    func read<Result>(_ body: (StoredView) throws -> Result) throws -> Result {
        try queue.inDatabase { db in
            let statements = self.statements ?? Statements(db)
            self.statements = statements
            try statements.change(Self.begin)
            // What ends badly was only read; the next beginning says so if the connection is lost.
            defer { try? statements.change(Self.end) }
            return try body(StoredView(statements: statements))
        }
    }

    func close() throws {
        statements = nil
        try queue.close()
    }
}
