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

    /// Milliseconds since the clock was created, which only grow.
    public func uptime() -> Int64 {
        let elapsed = (ContinuousClock.now - start).components
        return elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
    }

    /// Waits; a task that is cancelled waits no longer.
    public func sleep(milliseconds: Int64) async throws {
        try await Task.sleep(for: .milliseconds(max(0, milliseconds)))
    }
}
