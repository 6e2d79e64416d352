public import OrderEngine
public import OrderLifecycle
import Synchronization

/// A clock that stands still until it is told to go on; whoever sleeps on it moves it.
public final class ManualClock: EngineClock {
    private let state: Mutex<State>

    private struct State {
        var wall: Int64
        var uptime: Int64 = 0
        var slept: [Int64] = []
    }

    /// Creates a clock that shows `start`.
    public init(start: Timestamp = Timestamp(clamping: 1_767_225_600_000)) {
        state = Mutex(State(wall: start.milliseconds))
    }

    /// The time that was set.
    public func now() -> Timestamp {
        state.withLock { Timestamp(clamping: $0.wall) }
    }

    /// The milliseconds that were let pass.
    public func uptime() -> Int64 {
        state.withLock { $0.uptime }
    }

    /// Lets the time pass at once, and remembers that it was slept.
    public func sleep(milliseconds: Int64) async throws {
        try Task.checkCancellation()
        state.withLock { $0.slept.append(milliseconds) }
        advance(milliseconds: milliseconds)
    }

    /// Lets time pass.
    public func advance(milliseconds: Int64) {
        state.withLock {
            $0.wall += max(0, milliseconds)
            $0.uptime += max(0, milliseconds)
        }
    }

    /// Sets the wall clock, forwards or back; the uptime goes on as before.
    public func setWall(_ time: Timestamp) {
        state.withLock { $0.wall = time.milliseconds }
    }

    /// How long was slept, each time.
    public var sleeps: [Int64] {
        state.withLock { $0.slept }
    }
}
