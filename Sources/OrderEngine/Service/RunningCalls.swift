import Synchronization

/// How many calls of an engine are under way.
final class RunningCalls: Sendable {
    private struct State {
        var count = 0
        var waiting: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    /// How many are under way.
    var count: Int { state.withLock { $0.count } }

    /// One more begins.
    func begin() { state.withLock { $0.count += 1 } }

    /// One has ended.
    func end() {
        let ended = state.withLock { state in
            state.count -= 1
            guard state.count == 0 else { return [AsyncStream<Void>.Continuation]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for waiting in ended { waiting.finish() }
    }

    /// Returns once none is under way, or the task is cancelled.
    func idle() async {
        let (idle, waiting) = AsyncStream.makeStream(of: Void.self)
        state.withLock { state in
            if state.count == 0 { waiting.finish() } else { state.waiting.append(waiting) }
        }
        for await _ in idle {}
    }
}
