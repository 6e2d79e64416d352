import OrderEngine
import OrderJournal
import OrderLifecycle
import Synchronization

/// A clock that stands still.
struct StoppedClock: EngineClock {
    var moment = TestKeys.now

    func now() -> Timestamp { moment }
    func uptime() -> Duration { .zero }
    func sleep(for duration: Duration) async throws {}
}

/// A random source that counts, so that a failure can be seen again.
final class CountingRandom: RandomSource {
    private let calls = Mutex<UInt8>(0)

    func bytes(_ count: Int) -> [UInt8] {
        let call = calls.withLock { calls in
            calls &+= 1
            return calls
        }
        return [UInt8](repeating: call, count: count)
    }
}

/// A random source that is none.
struct ConstantRandom: RandomSource {
    func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 7, count: count) }
}
