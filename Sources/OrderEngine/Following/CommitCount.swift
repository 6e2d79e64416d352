import Synchronization

/// How many commits an engine has made; who waits for the next one is woken by it.
final class CommitCount: Sendable {
    private struct State {
        var count = 0
        var lastWaiter = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let state = Mutex(State())

    /// How many there were.
    var count: Int { state.withLock { $0.count } }

    /// One more was made.
    func add() {
        let waiting = state.withLock { state in
            state.count += 1
            defer { state.waiting = [:] }
            return state.waiting.values
        }
        for waiter in waiting { waiter.finish() }
    }

    /// Returns once there were more than so many, or the task is cancelled.
    func isMore(than count: Int) async {
        let (next, waiter) = AsyncStream.makeStream(of: Void.self)
        let id = state.withLock { state -> Int? in
            guard state.count == count else { return nil }
            state.lastWaiter += 1
            state.waiting[state.lastWaiter] = waiter
            return state.lastWaiter
        }
        guard let id else { return }
        for await _ in next {}
        state.withLock { $0.waiting[id] = nil }
    }
}
