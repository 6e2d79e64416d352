import OrderEngine
import OrderLifecycle

/// A clock that stands still.
struct StoppedClock: EngineClock {
    var moment = TestKeys.now

    func now() -> Timestamp { moment }
    func uptime() -> Duration { .zero }
    func sleep(for duration: Duration) async throws {}
}
