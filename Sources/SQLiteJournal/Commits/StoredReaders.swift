import Dispatch
import GRDB

/// Connections that read, each read on one consistent view.
protocol StoredReaders: Sendable {
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result

    func close() throws
}

/// Reading connections beside our own writing one, or those of the embedding program.
struct NeighbouringReaders: StoredReaders {
    let reader: any DatabaseReader
    /// Whether the connections are ours to close.
    let isOurs: Bool

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { caller in
            reader.asyncRead { connection in
                caller.resume(with: Swift.Result { try body(StoredView(db: connection.get())) })
            }
        }
    }

    func close() throws {
        if isOurs { try reader.close() }
    }
}

/// Runs what waits for a disk outside the threads that tasks run on.
func offTheTaskThreads<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { caller in
        DispatchQueue.global().async { caller.resume(with: Swift.Result { try body() }) }
    }
}
