import OrderEngineTesting
import OrderLifecycle
import Synchronization

/// WeChat's clock in a test: it goes with the time that passes, and never with our wall clock.
final class WeChatClock: Sendable {
    private let clock: ManualClock
    private let start: Timestamp
    private let state = Mutex<State>(State())

    private struct State {
        var ahead: Int64 = 0
        var kept: Timestamp?
    }

    /// - Parameter ahead: By how much our clock is ahead of it, in milliseconds.
    init(_ clock: ManualClock, oursAhead ahead: Int64 = 0) {
        self.clock = clock
        start = clock.now()
        state.withLock { $0.ahead = ahead }
    }

    var now: Timestamp {
        let (ahead, kept) = state.withLock { ($0.ahead, $0.kept) }
        return kept ?? start.advanced(by: clock.uptime() - .milliseconds(ahead))
    }

    /// Gives out what was signed at this moment again and again; `nil` ends it.
    func keep(_ moment: Timestamp?) {
        state.withLock { $0.kept = moment }
    }
}
