import OrderLifecycle

@testable import OrderEngine

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

    private let state: WatchedState<State>

    init(start: Timestamp = Timestamp(clamping: 1_767_225_600_000)) {
        state = WatchedState(State(wall: start))
    }

    func now() -> Timestamp { state.current.wall }

    func uptime() -> Duration { state.current.uptime }

    func sleep(for duration: Duration) async throws {
        let (sleep, waking) = AsyncStream.makeStream(of: Void.self)
        state.change {
            $0.sleepers.append(
                Sleeper(until: $0.uptime + duration, duration: duration, waking: waking))
        }
        for await _ in sleep {}
        state.change { $0.sleepers.removeAll { $0.waking == waking } }
        try Task.checkCancellation()
    }

    func advance(by duration: Duration) {
        var due: [Sleeper] = []
        state.change { state in
            let uptime = state.uptime + duration
            state.uptime = uptime
            state.wall = state.wall.advanced(by: duration)
            due = state.sleepers.filter { $0.until <= uptime }
            state.sleepers.removeAll { $0.until <= uptime }
        }
        for sleeper in due { sleeper.waking.finish() }
    }

    /// Returns once somebody sleeps for so long.
    func sleeping(for duration: Duration) async throws {
        await state.first { state -> Void? in
            state.sleepers.contains { $0.duration == duration } ? () : nil
        }
        try Task.checkCancellation()
    }
}
