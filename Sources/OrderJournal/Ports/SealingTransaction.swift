/// What a sealer reads and adds, in one transaction.
public protocol SealingTransaction: JournalReader, JournalTransaction {
    /// Keeps a checkpoint, behind the last one; what throws fails the whole commit, even if the
    /// closure goes on.
    ///
    /// - Throws: ``JournalError`` with ``JournalErrorCode/conflict`` where it seals no more records
    ///   than the last one, or does not name it (``Checkpoint/check(follows:)``).
    func keep(_ checkpoint: Checkpoint) throws
}
