/// The alarms that wait for one subscriber.
final class AlarmBuffer: Sendable {
    private struct State {
        var waiting: [AlarmSequence.Element] = []
        var isFinished = false
    }

    private enum Found {
        case element(AlarmSequence.Element)
        case end
    }

    private let state = WatchedState(State())

    /// Adds an alarm, or to the count of those that find no place.
    func add(_ alarm: Alarm) {
        state.change { state in
            guard !state.isFinished else { return }
            if case .dropped(let count)? = state.waiting.last,
                state.waiting.count >= AlarmSequence.bufferLimit - 1
            {
                state.waiting[state.waiting.count - 1] = .dropped(count + 1)
            } else if state.waiting.count == AlarmSequence.bufferLimit - 1 {
                state.waiting.append(.dropped(1))
            } else {
                state.waiting.append(.raised(alarm))
            }
        }
    }

    /// Takes no further alarms.
    func finish() {
        state.change { $0.isFinished = true }
    }

    /// Waits for the next element; `nil` once there will be none, or nothing waits and the task is
    /// cancelled.
    func next() async -> AlarmSequence.Element? {
        let found = await state.first { state -> Found? in
            guard state.waiting.isEmpty else { return .element(state.waiting.removeFirst()) }
            return state.isFinished ? .end : nil
        }
        guard case .element(let element)? = found else { return nil }
        return element
    }
}
