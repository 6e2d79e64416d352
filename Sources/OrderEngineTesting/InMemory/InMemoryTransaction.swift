import OrderEngine
import OrderLifecycle

/// What one commit adds, with the way back.
final class InMemoryTransaction: InMemoryReading, JournalWriting {
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

    func append(_ draft: RecordDraft) throws -> Record {
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
        noteBrake(draft.content, at: record.sequence)
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
        }
        context.attempt = draft.content.attempt.flatMap(attempt)
        context.permit = draft.content.permitDigest.flatMap(permit)
        return context
    }

    private func noteBrake(_ content: RecordContent, at sequence: Int64) {
        let (wasEngaged, released) = (state.isBrakeEngaged, state.brakeReleasedAt)
        let back: (inout InMemoryState) -> Void = {
            $0.isBrakeEngaged = wasEngaged
            $0.brakeReleasedAt = released
        }
        switch content {
        case .brakeEngaged:
            change({ $0.isBrakeEngaged = true }, back: back)
        case .brakeReleased:
            change(
                {
                    $0.isBrakeEngaged = false
                    $0.brakeReleasedAt = sequence
                }, back: back)
        case .happened, .viewed, .identified, .decided, .permitIssued, .intended, .dispatched,
            .deferred, .settled, .parked, .appliedLate, .protected, .unprotected, .keyAdded,
            .resumed:
            break
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
