import GRDB

/// The reading connections of the embedding program, which are not ours to close.
struct HostDatabaseReaders: StoredReaders {
    let reader: any DatabaseReader

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (StoredView) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { caller in
            reader.asyncRead { connection in
                caller.resume(
                    with: Swift.Result {
                        try body(StoredView(statements: Statements(connection.get())))
                    })
            }
        }
    }

    func close() throws {}
}
