import OrderLifecycle

/// Grows the tree over all records and compares it with each checkpoint at its size.
struct SealCheck {
    /// How many kept checkpoints hold.
    private(set) var verified: Int64 = 0
    /// How many records the last of them seals.
    private(set) var sealed: Int64 = 0

    private let reader: any JournalReader
    private let outside: Checkpoint?
    private var head: HeadCheck?
    private let pageSize: Int
    private var tree = MerkleTree()
    /// Whether the tree can still have the right root: no record is missing, and none differed.
    private var isWhole = true
    private var chain = SealChain()
    private var upcoming: [KeptCheckpoint] = []
    /// The position of the last that was asked for; `nil` once there are no more.
    private var fetched: Int64? = 0

    init(
        reader: any JournalReader, outside: Checkpoint?, head: JournalHead?, pageSize: Int
    ) {
        self.reader = reader
        self.outside = outside
        self.head = head.map { HeadCheck($0) }
        self.pageSize = pageSize
    }

    /// Gives up on roots: a record is missing.
    mutating func lose() {
        isWhole = false
    }

    /// Takes the next record, and judges what seals the journal up to it.
    mutating func take(_ record: RecordDigest, _ log: inout FindingLog) throws {
        let before = head?.isReached(by: record) == true ? tree : nil
        tree.append(record.stored)
        chain.take(record)
        while let next = try upcoming(&log), next.checkpoint.size <= record.sequence {
            upcoming.removeFirst()
            judge(next, &log)
        }
        if let outside, outside.size == record.sequence { judge(outside: outside, &log) }
        if let before { try head?.take(record, of: reader, after: isWhole ? before : nil, &log) }
    }

    /// Judges what seals more records than there are.
    mutating func finish(after last: Int64, _ log: inout FindingLog) throws {
        if let next = try upcoming(&log) {
            log.add(
                VerificationFinding(
                    .journalTruncated, sequence: last &+ 1,
                    "a checkpoint seals \(next.checkpoint.size) records, the journal ends at "
                        + "\(last)"))
        }
        head?.finish(after: last, &log)
        guard let outside else { return }
        if outside.size > last {
            log.add(
                VerificationFinding(
                    .outsideJournalShorter, sequence: last &+ 1,
                    "the published checkpoint seals \(outside.size) records, the journal ends at "
                        + "\(last)"))
        }
        if chain.isForeign(outside) {
            log.add(
                VerificationFinding(
                    .outsideOriginDiffers,
                    "the published checkpoint is of the journal \(outside.origin.identity)"))
        }
        if !outside.isSignatureValid {
            log.add(
                VerificationFinding(
                    .outsideSignatureWrong, "the published checkpoint is not signed by its key"))
        }
        if !chain.announces(outside.publicKey) {
            log.add(
                VerificationFinding(
                    .outsideKeyUnknown,
                    "no record announces the key \(outside.publicKey) of the published checkpoint"
                ))
        }
    }

    private mutating func upcoming(_ log: inout FindingLog) throws -> KeptCheckpoint? {
        if upcoming.isEmpty, let last = fetched {
            guard
                let page = try readable({ try reader.checkpoints(after: last, limit: pageSize) })
            else {
                log.add(
                    VerificationFinding(
                        .checkpointUnreadable,
                        "no checkpoint behind position \(last) can be read"))
                // What follows cannot be reached; it is not asked for again.
                fetched = nil
                return nil
            }
            upcoming = page
            fetched = page.last?.position
        }
        return upcoming.first
    }

    private mutating func judge(_ kept: KeptCheckpoint, _ log: inout FindingLog) {
        let checkpoint = kept.checkpoint
        head?.take(checkpoint)
        if let problem = chain.problem(with: kept, over: isWhole ? tree : nil) {
            // Where only the seal is bad, no record is; a root that differs tells but a range.
            if problem.code == .checkpointRootDiffers {
                log.add(
                    VerificationFinding(
                        problem.code,
                        sequence: log.first(in: sealed + 1...checkpoint.size) ?? sealed + 1,
                        "one of the records \(sealed + 1) to \(checkpoint.size) is not the one "
                            + "that was sealed"))
                isWhole = false
            } else {
                log.add(VerificationFinding(problem.code, problem.explanation))
            }
        } else if isWhole {
            verified += 1
            sealed = checkpoint.size
        }
        chain.take(kept)
    }

    private func judge(outside: Checkpoint, _ log: inout FindingLog) {
        guard isWhole, outside.root != tree.root else { return }
        log.add(
            VerificationFinding(
                .outsideRootDiffers,
                "one of the records 1 to \(outside.size) is not the one that the published "
                    + "checkpoint seals"))
    }
}
