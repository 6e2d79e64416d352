import OrderJournal

/// A commit that waits for its turn, with the caller that waits for it.
struct PendingCommit: Sendable {
    /// Runs the body and returns the answer to give once the transaction is durable.
    let perform: @Sendable (StoredTransaction) throws -> Completion
    /// Tells the caller that nothing of the commit was stored.
    let fail: @Sendable (any Error) -> Void

    init<Result: Sendable>(
        _ body: @escaping @Sendable (any JournalTransaction) throws -> Result,
        for caller: CheckedContinuation<Result, any Error>
    ) {
        perform = { transaction in
            let result = try body(transaction)
            return { caller.resume(returning: result) }
        }
        fail = { caller.resume(throwing: JournalError.translating($0)) }
    }
}
