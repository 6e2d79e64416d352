import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Testing

/// The spans of time that an engine is set to, and the clocks that measure them.
struct EngineServiceSettingsTests {
    /// Durations far outside of what a number of milliseconds can say.
    static let extremes: [Duration] = [
        .seconds(Int64.max), .seconds(Int64.min), .seconds(Int64.max) * 10,
    ]

    @Test(arguments: [.zero, .milliseconds(999), .milliseconds(86_400_001)] + extremes)
    func `an interval between rounds outside its range is refused`(interval: Duration) {
        var settings = EngineServiceSettings()
        #expect(
            throws: InvalidValue(
                .reconciliationPause, .outOfRange(minimum: 1000, maximum: 86_400_000))
        ) { try settings.setInterval(interval) }
        #expect(settings.interval == .seconds(60))
    }

    @Test(arguments: [.milliseconds(-1), .milliseconds(3_600_001)] + extremes)
    func `a limit of the shutdown outside its range is refused`(limit: Duration) {
        var settings = EngineServiceSettings()
        #expect(throws: InvalidValue(.shutdownLimit, .outOfRange(minimum: 0, maximum: 3_600_000))) {
            try settings.setShutdownLimit(limit)
        }
        #expect(settings.shutdownLimit == .seconds(20))
    }

    @Test(.timeLimit(.minutes(1)), arguments: extremes)
    func `the machine's clock waits for no extreme in a way that traps`(pause: Duration) async {
        let waiting = Task { try await SystemClock().sleep(for: pause) }
        if pause > .zero {
            try? await Task.sleep(for: .milliseconds(10))
            waiting.cancel()
        }
        let isCancelled = (try? await waiting.value) == nil
        #expect(isCancelled == (pause > .zero))
    }

    @Test func `a manual clock stops at the last moment, and goes back by no duration`() {
        let clock = ManualClock(start: Timestamp(clamping: 1000))
        clock.advance(by: .seconds(-5))
        #expect(clock.now() == Timestamp(clamping: 1000))
        #expect(clock.uptime() == .zero)
        clock.advance(by: .seconds(Int64.max))
        clock.advance(by: .seconds(Int64.max))
        #expect(clock.now() == Timestamp(clamping: .max))
    }
}
