import Foundation
import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_783_000_000))

    var now: Date { time.withLock { $0 } }

    func advance(by interval: TimeInterval) { time.withLock { $0 += interval } }
}
