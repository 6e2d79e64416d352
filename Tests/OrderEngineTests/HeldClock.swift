import OrderEngine
import OrderLifecycle
import Synchronization

/// A clock on which whoever sleeps waits until a test lets the time pass.
final class HeldClock: EngineClock {
    private struct Sleeper {
        let until: Duration
        let duration: Duration
        let waking: AsyncStream<Void>.Continuation
    }

    private struct State {
        var wall: Timestamp
        var uptime: Duration = .zero
        var sleepers: [Sleeper] = []
    }

    private let state: Mutex<State>

    init(start: Timestamp = Timestamp(clamping: 1_767_225_600_000)) {
        state = Mutex(State(wall: start))
    }

    func now() -> Timestamp { state.withLock { $0.wall } }

    func uptime() -> Duration { state.withLock { $0.uptime } }

    func sleep(for duration: Duration) async throws {
        let (sleep, waking) = AsyncStream.makeStream(of: Void.self)
        state.withLock {
            $0.sleepers.append(
                Sleeper(until: $0.uptime + duration, duration: duration, waking: waking))
        }
        for await _ in sleep {}
        state.withLock { $0.sleepers.removeAll { $0.waking == waking } }
        try Task.checkCancellation()
    }

    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.uptime += duration
            state.wall = state.wall.advanced(by: duration)
            return state.sleepers.filter { $0.until <= state.uptime }
        }
        for sleeper in due { sleeper.waking.finish() }
    }

    /// Returns once somebody sleeps for so long.
    func sleeping(for duration: Duration) async throws {
        while !state.withLock({ $0.sleepers.contains { $0.duration == duration } }) {
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}
