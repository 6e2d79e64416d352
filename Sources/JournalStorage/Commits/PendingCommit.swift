package import OrderJournal

/// A commit that waits for its turn, with the caller that waits for it.
package struct PendingCommit<Transaction>: Sendable {
    /// Runs the body and returns the answer to give once the transaction is durable.
    package let perform: @Sendable (Transaction) throws -> Completion
    /// Tells the caller that nothing of the commit was stored.
    package let fail: @Sendable (any Error) -> Void
    /// What the body may append records of.
    package let subjects: SubjectScope

    init<Result: Sendable>(
        on subjects: SubjectScope,
        _ body: @escaping @Sendable (Transaction) throws -> Result,
        for caller: CheckedContinuation<Result, any Error>,
        translating: @escaping @Sendable (any Error) -> any Error
    ) {
        self.subjects = subjects
        perform = { transaction in
            let result = try body(transaction)
            return { caller.resume(returning: result) }
        }
        fail = { caller.resume(throwing: translating($0)) }
    }
}
