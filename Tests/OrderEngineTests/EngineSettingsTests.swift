import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Testing

/// The spans of time that an engine is set to, and the clocks that measure them.
struct EngineSettingsTests {
    /// Durations far outside of what a number of milliseconds can say.
    static let extremes: [Duration] = [
        .seconds(Int64.max), .seconds(Int64.min), .seconds(Int64.max) * 10,
    ]

    @Test(arguments: [.zero, .milliseconds(999), .milliseconds(86_400_001)] + extremes)
    func `a permit that lasts less than a second or more than a day is refused`(
        lifetime: Duration
    ) {
        var settings = EngineSettings()
        #expect(
            throws: InvalidValue(.permitLifetime, .outOfRange(minimum: 1000, maximum: 86_400_000))
        ) { try settings.setPermitLifetime(lifetime) }
        #expect(settings.permitLifetime == .seconds(600))
    }

    @Test(arguments: [.nanoseconds(-1), .milliseconds(3_600_001)] + extremes)
    func `a pause of more than an hour is refused`(pause: Duration) {
        var settings = EngineSettings()
        #expect(
            throws: InvalidValue(.maxPause, .outOfRange(minimum: 0, maximum: 3_600_000))
        ) { try settings.setMaxPause(pause) }
        #expect(settings.maxPause == .seconds(5))
    }

    @Test func `what is set counts in whole milliseconds`() throws {
        var settings = EngineSettings()
        try settings.setPermitLifetime(.microseconds(1_000_999))
        try settings.setMaxPause(.microseconds(999))
        #expect(settings.permitLifetime == .seconds(1))
        #expect(settings.maxPause == .zero)
    }

    @Test(arguments: [.zero, .milliseconds(999), .milliseconds(86_400_001)] + extremes)
    func `a pause between rounds outside its range is refused before the first`(
        pause: Duration
    ) async throws {
        let bench = try EngineBench()
        await #expect(
            throws: InvalidValue(
                .reconciliationPause, .outOfRange(minimum: 1000, maximum: 86_400_000))
        ) {
            try await bench.engine().reconcileContinuously(every: pause, caller: bench.caller)
        }
        #expect(bench.clock.sleeps.isEmpty)
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
