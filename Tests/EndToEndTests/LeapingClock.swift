import Foundation
import OrderEngine
import OrderLifecycle
import Synchronization

/// The clock of the machine, put forward by as much as the test leaps; whoever sleeps on it leaps.
final class LeapingClock: EngineClock {
    private let machine = SystemClock()
    private let leaped = Mutex<Duration>(.zero)

    /// Puts the clock forward.
    func leap(by duration: Duration) {
        leaped.withLock { $0 += duration }
    }

    var date: Date {
        Date(timeIntervalSince1970: Double(now().milliseconds) / 1000)
    }

    func now() -> Timestamp {
        machine.now().advanced(by: leaped.withLock { $0 })
    }

    func uptime() -> Duration {
        machine.uptime() + leaped.withLock { $0 }
    }

    func sleep(for duration: Duration) async throws {
        leap(by: duration)
    }
}
