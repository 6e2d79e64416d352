import OrderJournal

/// What is durable and not in the head file yet.
struct HeadBacklog: Sendable {
    /// The most records that the head file is behind.
    static let recordLimit = 1000
    /// The longest that the head file is behind, in milliseconds.
    static let timeLimit: Int64 = 100
    /// How long records are gathered, in milliseconds; the rest of the limit is for the writing.
    static let pause: Int64 = 80

    private var batches: [(records: CommittedRecords, at: Int64)] = []
    /// How many records the head file is behind.
    private(set) var count = 0

    var isEmpty: Bool { batches.isEmpty }
    /// How many transactions the head file is behind.
    var batchCount: Int { batches.count }

    /// Adds what was committed at a moment of a clock that only goes forward, in milliseconds.
    mutating func add(_ records: CommittedRecords, at now: Int64) {
        guard !records.isEmpty else { return }
        batches.append((records, now))
        count += records.hashes.count
    }

    /// Whether a limit is reached, so that no commit is acknowledged before the head is written.
    func isOverdue(at now: Int64) -> Bool {
        guard let oldest = batches.first else { return false }
        return count >= Self.recordLimit || now - oldest.at >= Self.timeLimit
    }

    /// Returns a head after all of this.
    func applied(to head: JournalHead) -> JournalHead {
        batches.reduce(head) {
            $0.advance(by: $1.records.hashes, checkpoint: $1.records.checkpoint)
        }
    }

    /// Takes away what has been written.
    mutating func removeFirst(_ written: Int) {
        batches.removeFirst(min(written, batches.count))
        count = batches.reduce(0) { $0 + $1.records.hashes.count }
    }
}
