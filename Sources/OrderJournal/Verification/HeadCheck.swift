import OrderLifecycle

/// Compares a journal with its head, which is remembered outside of the database.
struct HeadCheck {
    private let head: JournalHead
    private var isCheckpointKept = false

    init(_ head: JournalHead) {
        self.head = head
    }

    /// Takes a kept checkpoint.
    mutating func take(_ checkpoint: Checkpoint) {
        if checkpoint == head.checkpoint { isCheckpointKept = true }
    }

    /// Whether a record stands where the head's last stood.
    func isReached(by record: RecordDigest) -> Bool { record.sequence == head.size }

    /// Takes the record that stands where the head's last stood.
    ///
    /// - Parameter tree: The tree before it; `nil` if a record before it is missing.
    func take(
        _ record: RecordDigest, of reader: any JournalReader, after tree: MerkleTree?,
        _ log: inout FindingLog
    ) throws {
        // The root first, or the head's own record would be named for all of a range.
        if let tree, let range = differingRange(after: tree, record) {
            log.add(
                VerificationFinding(
                    .headRootDiffers, sequence: log.first(in: range) ?? range.lowerBound,
                    "one of the records \(range.lowerBound) to \(range.upperBound) is not the one "
                        + "that the head knows"))
        }
        if record.stored != head.lastRecord {
            log.add(
                VerificationFinding(
                    .headRecordDiffers, sequence: record.sequence,
                    subject: try reader.subject(at: record.sequence),
                    "its hash is \(record.stored.hex), the head knows \(head.lastRecord.hex)"))
        }
    }

    /// Judges what the head knows beyond what there is.
    func finish(after last: Int64, _ log: inout FindingLog) {
        if head.size > last {
            log.add(
                VerificationFinding(
                    .headAhead, sequence: last &+ 1,
                    "the head knows the records up to \(head.size), the journal ends at \(last)"))
        }
        if let checkpoint = head.checkpoint, !isCheckpointKept {
            log.add(
                VerificationFinding(
                    .headCheckpointMissing,
                    "the head's checkpoint of \(checkpoint.size) records is not kept"))
        }
    }

    /// The records among which is the first that differs: the head's last alone, if all else holds.
    private func differingRange(
        after tree: MerkleTree, _ last: RecordDigest
    ) -> ClosedRange<Int64>? {
        var tree = tree
        tree.append(head.lastRecord)
        return differingRange(of: tree)
            ?? (last.stored == head.lastRecord ? nil : head.size...head.size)
    }

    /// The records of the first full subtree whose root differs.
    private func differingRange(of tree: MerkleTree) -> ClosedRange<Int64>? {
        var first: Int64 = 1
        var rest = head.size
        for (found, known) in zip(tree.frontier, head.tree.frontier) where rest > 0 {
            let count = Int64(1) << (63 - Int64(rest.leadingZeroBitCount))
            if found != known { return first...(first + count - 1) }
            first += count
            rest -= count
        }
        return nil
    }
}
