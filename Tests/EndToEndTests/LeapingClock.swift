import Foundation
import OrderEngine
import OrderLifecycle
import Synchronization

/// A clock that stands where the machine's stood, and is put forward by as much as the test leaps;
/// whoever sleeps on it leaps.
///
/// It does not run by itself: how fresh an answer is must not depend on how busy the machine is.
/// Only where another process takes part, whose clock is the machine's, it runs with that.
final class LeapingClock: EngineClock {
    private let machine = SystemClock()
    private let runs: Bool
    private let start: Timestamp
    private let startUptime: Duration
    private let leaped = Mutex<Duration>(.zero)

    init(runs: Bool = false) {
        self.runs = runs
        start = machine.now()
        startUptime = machine.uptime()
    }

    /// Puts the clock forward.
    func leap(by duration: Duration) {
        leaped.withLock { $0 += duration }
    }

    var date: Date {
        Date(timeIntervalSince1970: Double(now().milliseconds) / 1000)
    }

    func now() -> Timestamp {
        (runs ? machine.now() : start).advanced(by: leaped.withLock { $0 })
    }

    func uptime() -> Duration {
        (runs ? machine.uptime() : startUptime) + leaped.withLock { $0 }
    }

    func sleep(for duration: Duration) async throws {
        leap(by: duration)
    }
}
