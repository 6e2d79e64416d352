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

/// A random source that repeats itself from the same seed.
public final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    /// Creates a source.
    public init(seed: UInt64) {
        state = Mutex(seed)
    }

    /// Returns the next bytes of the sequence.
    public func bytes(_ count: Int) -> [UInt8] {
        (0..<max(0, count)).map { _ in UInt8(truncatingIfNeeded: next()) }
    }

    /// The next number (SplitMix64).
    public func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
