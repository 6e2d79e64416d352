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

    /// Takes a record, and compares where it is the head's last.
    ///
    /// - Parameter tree: The tree up to it; `nil` if a record before it is missing.
    func take(
        _ record: RecordDigest, of reader: any JournalReader, _ tree: MerkleTree?,
        _ log: inout FindingLog
    ) throws {
        guard record.sequence == head.size else { return }
        if record.stored != head.lastRecord {
            log.add(
                VerificationFinding(
                    .headRecordDiffers, sequence: record.sequence,
                    subject: try reader.subject(at: record.sequence),
                    "its hash is \(record.stored.hex), the head knows \(head.lastRecord.hex)"))
        }
        guard let tree, let range = differingRange(of: tree) else { return }
        log.add(
            VerificationFinding(
                .headRootDiffers, sequence: log.first(in: range) ?? range.lowerBound,
                "one of the records \(range.lowerBound) to \(range.upperBound) is not the one "
                    + "that the head knows"))
    }

    /// Judges what the head knows beyond what there is.
    func finish(after last: Int64, _ log: inout FindingLog) {
        if head.size > last {
            log.add(
                VerificationFinding(
                    .headAhead, sequence: last &+ 1,
                    "the head knows \(head.size) records, the journal ends at \(last)"))
        }
        if let checkpoint = head.checkpoint, !isCheckpointKept {
            log.add(
                VerificationFinding(
                    .headCheckpointMissing,
                    "the head's checkpoint of \(checkpoint.size) records is not kept"))
        }
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
