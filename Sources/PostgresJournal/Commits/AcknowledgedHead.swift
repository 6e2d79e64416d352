import OrderJournal

/// How far a partition had come when this host was last told that something is durable.
///
/// A server that lost its end looks whole: a standby that was promoted without all of it, or a
/// backup that was put back. Compared with this it does not.
struct AcknowledgedHead: Hashable {
    let epoch: Int64
    let size: Int64
    let hash: Digest32

    /// Makes sure that a partition still has all that was acknowledged.
    ///
    /// - Parameter hash: The hash of the record at this size, as the server has it.
    /// - Throws: ``JournalError`` with ``JournalErrorCode/rolledBack`` if not.
    func check(_ opened: PartitionEnd, hash: () throws -> Digest32?) throws {
        guard opened.epoch == epoch else {
            throw JournalError(
                .rolledBack,
                "somebody accepted a loss on this journal (epoch \(opened.epoch), here "
                    + "\(epoch)); open it again")
        }
        let isThere =
            try opened.sequence == size
            ? opened.lastHash == self.hash : opened.sequence > size && hash() == self.hash
        guard isThere else {
            throw JournalError(
                .rolledBack,
                "the server has \(opened.sequence) records, and this process was told that "
                    + "\(size) are durable, or others; a standby was promoted that lacked some, or "
                    + "a backup was put back; find the server that has them before anything is "
                    + "written")
        }
    }
}
