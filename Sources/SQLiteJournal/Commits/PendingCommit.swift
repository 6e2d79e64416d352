import OrderJournal

/// A commit that waits for its turn, with the caller that waits for it.
struct PendingCommit: Sendable {
    /// Runs the body and returns the answer to give once the transaction is durable.
    let perform: @Sendable (StoredTransaction) throws -> Completion
    /// Tells the caller that nothing of the commit was stored.
    let fail: @Sendable (any Error) -> Void

    /// What the body may append records of.
    let subjects: SubjectScope

    init<Result: Sendable>(
        on subjects: SubjectScope, _ body: @escaping @Sendable (StoredTransaction) throws -> Result,
        for caller: CheckedContinuation<Result, any Error>
    ) {
        self.subjects = subjects
        perform = { transaction in
            let result = try body(transaction)
            return { caller.resume(returning: result) }
        }
        fail = { caller.resume(throwing: JournalError.translating($0)) }
    }
}
