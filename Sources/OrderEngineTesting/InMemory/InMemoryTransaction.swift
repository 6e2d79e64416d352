import OrderEngine
import OrderLifecycle

/// What one commit adds, with the way back.
final class InMemoryTransaction: InMemoryReader, JournalTransaction {
    private(set) var state: InMemoryState
    private var stepsBack: [(inout InMemoryState) -> Void] = []

    /// Takes the content over, so that it is changed in place and never copied.
    init(taking state: inout InMemoryState) {
        self.state = state
        state = InMemoryState()
    }

    /// Takes back all that was added.
    func undo() {
        for step in stepsBack.reversed() { step(&state) }
    }

    func append(_ draft: RecordDraft) throws -> JournalRecord {
        let plan = try AppendPlan(draft, in: context(of: draft))
        let record = plan.record
        let subject = record.subject
        change {
            $0.positions[subject, default: []].append($0.records.count)
            $0.records.append(record)
        } back: {
            $0.records.removeLast()
            $0.positions[subject]?.removeLast()
            if $0.positions[subject]?.isEmpty == true { $0.positions[subject] = nil }
        }
        if let order = plan.order { set(\.orders, order.order, order) }
        if let permit = plan.permit { set(\.permits, permit.digest, permit) }
        if let attempt = plan.attempt {
            let known = state.attempts[attempt.id]
            set(
                \.attempts, attempt.id,
                InMemoryState.StoredAttempt(
                    sequence: known?.sequence ?? record.sequence,
                    request: known == nil ? draft.request : known?.request,
                    projection: attempt))
        }
        noteVelocityLimit(draft.content, at: record.sequence)
        return record
    }

    func keep(_ checkpoint: Checkpoint) throws {
        try checkpoint.check(follows: state.checkpoints.last)
        change {
            $0.checkpoints.append(checkpoint)
        } back: {
            $0.checkpoints.removeLast()
        }
    }

    private func context(of draft: RecordDraft) -> AppendPlan.Context {
        var context = AppendPlan.Context()
        context.end = state.records.last.map { JournalEnd($0) }
        switch draft.subject {
        case .journal: context.lastOfJournal = state.lastRecord(of: .journal)
        case .order(let number): context.order = order(number)
        case .authorization: break
        }
        context.attempt = draft.content.attempt.flatMap(attempt)
        context.permit = draft.content.permitDigest.flatMap(permit)
        return context
    }

    private func noteVelocityLimit(_ content: RecordContent, at sequence: Int64) {
        let (wasTripped, reset) = (state.isVelocityLimitTripped, state.velocityLimitResetAt)
        let back: (inout InMemoryState) -> Void = {
            $0.isVelocityLimitTripped = wasTripped
            $0.velocityLimitResetAt = reset
        }
        switch content {
        case .journal(.velocityLimitTripped):
            change({ $0.isVelocityLimitTripped = true }, back: back)
        case .journal(.velocityLimitReset):
            change(
                {
                    $0.isVelocityLimitTripped = false
                    $0.velocityLimitResetAt = sequence
                }, back: back)
        case .order, .attempt, .journal: break
        }
    }

    private func set<Key: Hashable, Value>(
        _ member: WritableKeyPath<InMemoryState, [Key: Value]>, _ key: Key, _ value: Value
    ) {
        let before = state[keyPath: member][key]
        change {
            $0[keyPath: member][key] = value
        } back: {
            $0[keyPath: member][key] = before
        }
    }

    private func change(
        _ step: (inout InMemoryState) -> Void, back: @escaping (inout InMemoryState) -> Void
    ) {
        step(&state)
        stepsBack.append(back)
    }
}
