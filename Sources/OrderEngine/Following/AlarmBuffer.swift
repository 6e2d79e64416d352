import Synchronization

/// The alarms that wait for one subscriber.
final class AlarmBuffer: Sendable {
    private struct State {
        var waiting: [AlarmSequence.Element] = []
        var isFinished = false
    }

    private let state = Mutex(State())
    private let (wakes, waking) = AsyncStream.makeStream(
        of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// Adds an alarm, or to the count of those that find no place.
    func add(_ alarm: Alarm) {
        state.withLock { state in
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
        waking.yield()
    }

    /// Takes no further alarms.
    func finish() {
        state.withLock { $0.isFinished = true }
        waking.finish()
    }

    /// Waits for the next element; `nil` once there will be none.
    func next() async -> AlarmSequence.Element? {
        var wake = wakes.makeAsyncIterator()
        while !Task.isCancelled {
            if let first = take() { return first }
            guard await wake.next() != nil else { return take() }
        }
        return nil
    }

    private func take() -> AlarmSequence.Element? {
        state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }
}
