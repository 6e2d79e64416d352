import JournalStorage
import OrderJournal
import Synchronization

/// The connections that read, each for one reader at a time.
final class PostgresReaders: Sendable {
    /// How many there are at most.
    static let limit = 8

    private let pool: LendingPool<ReadingConnection>

    init(_ connecting: Connecting, partition: Int32) {
        pool = LendingPool(limit: Self.limit) {
            ReadingConnection(connecting, partition: partition)
        }
    }

    /// Reads one consistent snapshot, off the threads that tasks run on.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (ServerView) throws -> Result
    ) async throws -> Result {
        let connection = try await pool.borrow()
        defer { pool.giveBack(connection) }
        return try await runBlocking { try connection.read(body) }
    }

    /// Runs functions that write, in a transaction of their own.
    func write<Result: Sendable>(
        _ calls: [Call], reading read: @escaping @Sendable ([Answer]) throws -> Result
    ) async throws -> Result {
        let connection = try await pool.borrow()
        defer { pool.giveBack(connection) }
        return try await runBlocking { try connection.write(calls, reading: read) }
    }

    /// Closes the connections, once those that read are done.
    func close() {
        for connection in pool.close() { connection.close() }
    }
}

/// A connection that is made when it is needed, and made again when it was lost.
private final class ReadingConnection: Sendable {
    private let connecting: Connecting
    private let partition: Int32
    private let connection = Mutex<Connection?>(nil)

    init(_ connecting: Connecting, partition: Int32) {
        self.connecting = connecting
        self.partition = partition
    }

    func read<Result>(_ body: (ServerView) throws -> Result) throws -> Result {
        try repeating { connection in
            let view = ServerView(
                connection, partition: partition, beginningWith: [.beginReading])
            do {
                let result = try body(view)
                if view.hasAnswered { connection.endReading() }
                return result
            } catch {
                if view.hasAnswered { connection.endReading() }
                throw Failed(error: error, hasAnswered: view.hasAnswered)
            }
        }
    }

    func write<Result>(_ calls: [Call], reading read: ([Answer]) throws -> Result) throws -> Result
    {
        try repeating { connection in
            do {
                let answers = try connection.run(
                    [.beginWriting] + calls + [.commit], isCommitting: true,
                    within: GroupTransaction.commitLimit)
                return try read(Array(answers.dropFirst()))
            } catch {
                if !connection.isLost {
                    _ = try? connection.run([.rollBack], within: ServerView.limit)
                }
                // It may have been written all the same.
                throw Failed(error: error, hasAnswered: true)
            }
        }
    }

    func close() { connection.withLock { $0 = nil } }

    private struct Failed: Error {
        let error: any Error
        let hasAnswered: Bool
    }

    /// Runs something, and once more where the connection had been lost before it began.
    private func repeating<Result>(
        _ body: (Connection) throws -> Result
    ) throws -> Result {
        let wasOpen = connection.withLock { $0 != nil }
        do { return try body(try current()) } catch let failed as Failed {
            guard wasOpen, !failed.hasAnswered, failed.error is ServerFailure else {
                throw failed.error
            }
        }
        do { return try body(try current()) } catch let failed as Failed { throw failed.error }
    }

    private func current() throws -> Connection {
        try connection.withLock { connection in
            if let connection, !connection.isStale { return connection }
            let fresh = try connecting.connect(isWriting: false)
            connection = fresh
            return fresh
        }
    }
}
