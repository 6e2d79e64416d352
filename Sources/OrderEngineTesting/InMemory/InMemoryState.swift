import OrderEngine
import OrderLifecycle

/// All that an in-memory journal holds.
struct InMemoryState {
    /// An attempt with what its intent brought.
    struct StoredAttempt {
        let sequence: Int64
        let request: [UInt8]?
        var projection: AttemptProjection
    }

    var records: [JournalRecord] = []
    /// Where the records of a subject lie in `records`.
    var positions: [Subject: [Int]] = [:]
    var orders: [OutOrderNumber: OrderProjection] = [:]
    var attempts: [AttemptID: StoredAttempt] = [:]
    var permits: [Digest32: PermitProjection] = [:]
    var checkpoints: [Checkpoint] = []
    var isVelocityLimitTripped = false
    var velocityLimitResetAt: Int64 = 0

    /// The last record of a subject.
    func lastRecord(of subject: Subject) -> JournalRecord? {
        positions[subject]?.last.map { records[$0] }
    }
}

extension Sequence {
    /// The first so many elements; none if the limit is negative.
    func first(_ limit: Int) -> [Element] {
        Array(prefix(Swift.max(0, limit)))
    }
}
