import GRDB

/// Connections that read, each read on one consistent snapshot.
protocol StoredReaders: Sendable {
    /// Reads quickly, on the caller's thread where that serves.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result

    /// Reads for as long as it takes, off the threads that tasks run on.
    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result

    func close() throws
}

extension StoredReaders {
    func inspect<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        try await read(body)
    }
}
