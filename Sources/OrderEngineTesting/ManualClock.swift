public import OrderEngine
public import OrderLifecycle
import Synchronization

/// A clock that stands still until it is told to go on; whoever sleeps on it moves it.
public final class ManualClock: EngineClock {
    private let state: Mutex<State>

    private struct State {
        var wall: Timestamp
        var uptime: Duration = .zero
        var slept: [Duration] = []
    }

    /// Creates a clock that shows `start`.
    public init(start: Timestamp = Timestamp(clamping: 1_767_225_600_000)) {
        state = Mutex(State(wall: start))
    }

    /// The time that was set.
    public func now() -> Timestamp {
        state.withLock { $0.wall }
    }

    /// The time that was let pass.
    public func uptime() -> Duration {
        state.withLock { $0.uptime }
    }

    /// Lets the time pass at once, and remembers that it was slept.
    public func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock { $0.slept.append(duration) }
        advance(by: duration)
    }

    /// Lets time pass, in whole milliseconds; a negative duration is none.
    public func advance(by duration: Duration) {
        let step = Duration.milliseconds(max(0, duration.milliseconds))
        state.withLock {
            $0.wall = $0.wall.advanced(by: step)
            $0.uptime += step
        }
    }

    /// Sets the wall clock, forwards or back; the uptime goes on as before.
    public func setWall(_ time: Timestamp) {
        state.withLock { $0.wall = time }
    }

    /// How long was slept, each time.
    public var sleeps: [Duration] {
        state.withLock { $0.slept }
    }
}
