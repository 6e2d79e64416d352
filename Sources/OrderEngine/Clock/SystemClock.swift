import Foundation
public import OrderLifecycle

/// The clock of the machine.
public struct SystemClock: EngineClock {
    private let start = ContinuousClock.now

    /// Creates the clock.
    public init() {}

    /// The time of day, which may be set forward or back.
    public func now() -> Timestamp {
        Timestamp(clamping: Int64(Date().timeIntervalSince1970 * 1000))
    }

    /// The time since the clock was created, which only grows.
    public func uptime() -> Duration {
        ContinuousClock.now - start
    }

    /// Waits; a task that is cancelled waits no longer.
    public func sleep(for duration: Duration) async throws {
        // A century at most: the machine's clock would overflow.
        try await Task.sleep(for: min(max(.zero, duration), .seconds(3_155_760_000)))
    }
}
