import OrderEngineTesting
import OrderLifecycle
import Testing

/// The clock that a test sets.
struct ManualClockTests {
    @Test func `it stops at the last moment, and goes back by no duration`() {
        let clock = ManualClock(start: Timestamp(clamping: 1000))
        clock.advance(by: .seconds(-5))
        #expect(clock.now() == Timestamp(clamping: 1000))
        #expect(clock.uptime() == .zero)
        clock.advance(by: .seconds(Int64.max))
        clock.advance(by: .seconds(Int64.max))
        #expect(clock.now() == Timestamp(clamping: .max))
    }
}
