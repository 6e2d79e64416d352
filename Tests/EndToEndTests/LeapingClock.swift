import Foundation
import OrderEngine
import OrderLifecycle
import Synchronization

/// The clock of the machine, put forward by as much as the test leaps; whoever sleeps on it leaps.
final class LeapingClock: EngineClock {
    private let machine = SystemClock()
    private let leaped = Mutex<Int64>(0)

    /// Puts the clock forward.
    func leap(milliseconds: Int64) {
        leaped.withLock { $0 += milliseconds }
    }

    var date: Date {
        Date(timeIntervalSince1970: Double(now().milliseconds) / 1000)
    }

    func now() -> Timestamp {
        machine.now().advanced(byMilliseconds: leaped.withLock { $0 })
    }

    func uptime() -> Int64 {
        machine.uptime() + leaped.withLock { $0 }
    }

    func sleep(milliseconds: Int64) async throws {
        leap(milliseconds: milliseconds)
    }
}
