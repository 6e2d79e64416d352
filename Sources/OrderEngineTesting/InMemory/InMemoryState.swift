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

    var records: [Record] = []
    /// Where the records of a subject lie in `records`.
    var positions: [Subject: [Int]] = [:]
    var orders: [OutOrderNumber: OrderProjection] = [:]
    var attempts: [AttemptID: StoredAttempt] = [:]
    var permits: [Digest32: PermitProjection] = [:]
    var checkpoints: [Checkpoint] = []
    var isBrakeEngaged = false
    var brakeReleasedAt: Int64 = 0

    /// The last record of a subject.
    func lastRecord(of subject: Subject) -> Record? {
        positions[subject]?.last.map { records[$0] }
    }
}

/// What is read of the content, the same within a transaction and outside.
protocol InMemoryReading: JournalReading {
    var state: InMemoryState { get }
}

extension InMemoryReading {
    func order(_ number: OutOrderNumber) -> OrderProjection? {
        state.orders[number]
    }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) -> [OrderProjection] {
        state.orders.values
            .filter { phase == nil || $0.standing.code == phase }
            .filter { $0.order.text > cursor?.text ?? "" }
            .sorted { $0.order.text < $1.order.text }
            .first(limit)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) -> [Record] {
        (state.positions[subject] ?? []).lazy
            .map { state.records[$0] }
            .filter { $0.revision > revision }
            .first(limit)
    }

    func records(after sequence: Int64, limit: Int) -> [Record] {
        let start = Int(min(max(0, sequence), Int64(state.records.count)))
        return state.records[start...].first(limit)
    }

    func subjects(after cursor: Subject?, limit: Int) -> [Subject] {
        state.positions.keys
            .filter { subject in cursor.map { subject.text > $0.text } ?? true }
            .sorted { $0.text < $1.text }
            .first(limit)
    }

    func attempt(_ id: AttemptID) -> AttemptProjection? {
        state.attempts[id]?.projection
    }

    func attempts(openOnly: Bool, limit: Int) -> [AttemptProjection] {
        state.attempts.values
            .filter { !openOnly || !$0.projection.isSettled }
            .sorted { $0.sequence > $1.sequence }
            .map(\.projection)
            .first(limit)
    }

    func request(of attempt: AttemptID) -> [UInt8]? {
        state.attempts[attempt]?.request
    }

    func permit(_ digest: Digest32) -> PermitProjection? {
        state.permits[digest]
    }

    func brake(since: Timestamp) -> BrakeReading {
        let counted = state.attempts.values.filter { attempt in
            attempt.projection.intent.consent != nil
                && attempt.projection.intent.call.kind.rules.givenUpKind == .forgiven
                && attempt.projection.intendedAt > since
                && attempt.sequence > state.brakeReleasedAt
        }
        return BrakeReading(
            isEngaged: state.isBrakeEngaged, cancels: counted.count,
            fen: counted.reduce(0) { $0 + ($1.projection.intent.consent?.givenUp.fen ?? 0) })
    }

    func lastRecord() -> Record? {
        state.records.last
    }

    func checkpoints(after position: Int64, limit: Int) -> [KeptCheckpoint] {
        let start = Int(min(max(0, position), Int64(state.checkpoints.count)))
        return state.checkpoints.indices[start...].first(limit).map {
            KeptCheckpoint(position: Int64($0) + 1, checkpoint: state.checkpoints[$0])
        }
    }

    func lastCheckpoint() -> Checkpoint? {
        state.checkpoints.last
    }
}

extension Sequence {
    /// The first so many elements; none if the limit is negative.
    fileprivate func first(_ limit: Int) -> [Element] {
        Array(prefix(Swift.max(0, limit)))
    }
}
