import OrderEngine
import OrderLifecycle

/// What is read of the content, the same within a transaction and outside.
protocol InMemoryReader: JournalReader {
    var state: InMemoryState { get }
}

extension InMemoryReader {
    func order(_ number: OutOrderNumber) -> OrderProjection? {
        state.orders[number]
    }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) -> [OrderProjection] {
        state.orders.values
            .filter { phase == nil || $0.state.code == phase }
            .filter { $0.order.text > cursor?.text ?? "" }
            .sorted { $0.order.text < $1.order.text }
            .first(limit)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) -> [JournalRecord] {
        (state.positions[subject] ?? []).lazy
            .map { state.records[$0] }
            .filter { $0.revision > revision }
            .first(limit)
    }

    func records(after sequence: Int64, limit: Int) -> [JournalRecord] {
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

    func velocityUsage(since: Timestamp) -> VelocityUsage {
        let counted = state.attempts.values.filter { attempt in
            attempt.projection.intent.consent != nil
                && attempt.projection.intent.call.kind.rules.givenUpKind == .forgiven
                && attempt.projection.intendedAt > since
                && attempt.sequence > state.velocityLimitResetAt
        }
        return VelocityUsage(
            isTripped: state.isVelocityLimitTripped, cancels: counted.count,
            fen: counted.reduce(0) { $0 + ($1.projection.intent.consent?.givenUp.fen ?? 0) })
    }

    func lastRecord() -> JournalRecord? {
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
