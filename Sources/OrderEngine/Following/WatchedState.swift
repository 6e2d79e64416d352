import Synchronization

/// A state behind a lock, and the tasks that wait for it to become what they need.
final class WatchedState<State: Sendable>: Sendable {
    private struct Content {
        var state: State
        var lastWaiter = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private enum Step<Result> {
        case found(Result)
        case wait(Int)
        case cancelled
    }

    private let content: Mutex<Content>

    init(_ state: State) {
        content = Mutex(Content(state: state))
    }

    /// The state now.
    var current: State { content.withLock { $0.state } }

    /// Changes the state, and wakes those who wait.
    func change(_ body: (inout State) -> Void) {
        let waiting = content.withLock { content in
            body(&content.state)
            defer { content.waiting = [:] }
            return content.waiting.values
        }
        for waiter in waiting { waiter.finish() }
    }

    /// Waits until `body` finds something in the state, and may take it out; `nil` where there is
    /// nothing and the task is cancelled.
    ///
    /// Each waiter has a stream of its own: one that is shared ends for all when one is cancelled.
    func first<Result: Sendable>(_ body: (inout State) -> Result?) async -> Result? {
        while true {
            let (woken, waiter) = AsyncStream.makeStream(of: Void.self)
            let isCancelled = Task.isCancelled
            let step = content.withLock { content -> Step<Result> in
                if let result = body(&content.state) { return .found(result) }
                if isCancelled { return .cancelled }
                content.lastWaiter += 1
                content.waiting[content.lastWaiter] = waiter
                return .wait(content.lastWaiter)
            }
            switch step {
            case .found(let result): return result
            case .cancelled: return nil
            case .wait(let number):
                for await _ in woken {}
                content.withLock { $0.waiting[number] = nil }
            }
        }
    }
}
