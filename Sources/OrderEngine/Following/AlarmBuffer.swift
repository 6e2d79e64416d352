import Synchronization

/// The alarms that wait for one subscriber, and its readers that wait for alarms.
///
/// Each reader waits on a stream of its own: a stream that is shared ends for all of them when one
/// is cancelled.
final class AlarmBuffer: Sendable {
    private struct State {
        var waiting: [AlarmSequence.Element] = []
        var isFinished = false
        var lastReader = 0
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private enum Step {
        case element(AlarmSequence.Element)
        case end
        case wait(Int)
    }

    private let state = Mutex(State())

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
        wake()
    }

    /// Takes no further alarms.
    func finish() {
        state.withLock { $0.isFinished = true }
        wake()
    }

    /// Waits for the next element; `nil` once there will be none, or nothing waits and the task is
    /// cancelled.
    func next() async -> AlarmSequence.Element? {
        while true {
            let (woken, reader) = AsyncStream.makeStream(of: Void.self)
            switch step(of: reader) {
            case .element(let element): return element
            case .end: return nil
            case .wait(let number):
                for await _ in woken {}
                state.withLock { $0.readers[number] = nil }
            }
        }
    }

    private func step(of reader: AsyncStream<Void>.Continuation) -> Step {
        let isCancelled = Task.isCancelled
        return state.withLock { state in
            if !state.waiting.isEmpty { return .element(state.waiting.removeFirst()) }
            if state.isFinished || isCancelled { return .end }
            state.lastReader += 1
            state.readers[state.lastReader] = reader
            return .wait(state.lastReader)
        }
    }

    private func wake() {
        let readers = state.withLock { state in
            defer { state.readers = [:] }
            return state.readers.values
        }
        for reader in readers { reader.finish() }
    }
}
