import OrderEngine
import OrderLifecycle
import Testing

/// The spans of time that an engine's service is set to.
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
}
