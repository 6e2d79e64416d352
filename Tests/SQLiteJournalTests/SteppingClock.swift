import Synchronization

/// A clock that stands still, except that whoever sleeps moves it on.
final class SteppingClock: Clock {
    struct Instant: InstantProtocol {
        let offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Event {
        let at: Duration
        let body: @Sendable () async -> Void
    }

    private let state = Mutex<(offset: Duration, event: Event?)>((.zero, nil))

    var now: Instant { state.withLock { Instant(offset: $0.offset) } }
    var minimumResolution: Duration { .zero }

    /// Has something happen once somebody sleeps past a moment.
    func run(after offset: Duration, _ body: @escaping @Sendable () async -> Void) {
        state.withLock { $0.event = Event(at: offset, body: body) }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let event: Event? = state.withLock { state in
            state.offset = max(state.offset, deadline.offset)
            guard let event = state.event, event.at <= state.offset else { return nil }
            state.event = nil
            return event
        }
        await event?.body()
    }
}
