import OrderJournal

/// What a transaction added to the journal.
struct CommittedRecords: Sendable {
    /// The hashes of its records.
    var hashes: [Digest32] = []
    /// The last checkpoint that it kept.
    var checkpoint: Checkpoint?

    var isEmpty: Bool { hashes.isEmpty && checkpoint == nil }

    /// Adds what one commit of the transaction added, and moves on to where it ends.
    mutating func add(_ commit: StoredTransaction, _ end: inout JournalEnd?) {
        for record in commit.records { hashes.append(record.hash) }
        checkpoint = commit.checkpoint ?? checkpoint
        end = commit.reached
    }
}
