/// What can be added to a journal, in one transaction.
public protocol JournalTransaction: OrderReader {
    /// Appends a record and keeps the projections in step with it.
    ///
    /// The record gets the next sequence number and its subject's next revision, and a moment that
    /// is never before the last record's. An intent brings its request's bytes; a permit that it
    /// spends is spent.
    ///
    /// The first record of a journal is a ``JournalFact/begun(_:)``, and no other is.
    ///
    /// What throws fails the whole commit, even if the closure goes on.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/subjectUndeclared`` where the commit was
    ///   not said to be about the draft's subject; with ``JournalErrorCode/notBegun`` where
    ///   something else would be the first record; with ``JournalErrorCode/conflict`` where an
    ///   order has an open attempt already, or a permit was spent; `IllegalTransition` where an
    ///   event cannot happen.
    @discardableResult
    func append(_ draft: RecordDraft) throws -> JournalRecord

    /// Keeps a new customer. Nothing is recorded of that; a
    /// ``JournalFact/customerForgotten(_:)`` empties the entry.
    ///
    /// What throws fails the whole commit, even if the closure goes on.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` where a customer of this name
    ///   or digest is kept already, or where the journal keeps no customers, as without an
    ///   implementation of its own.
    func keep(_ customer: CustomerEntry) throws
}

extension JournalTransaction {
    /// No customers are kept.
    public func keep(_ customer: CustomerEntry) throws {
        throw JournalError(.conflict, "this journal keeps no customers")
    }
}
