import OrderEngine
import OrderLifecycle
import Testing

/// The spans of time that an engine is set to.
struct EngineSettingsTests {
    @Test(arguments: [.zero, .milliseconds(9), .milliseconds(3_600_001)] as [Duration])
    func `an interval outside its range is refused`(interval: Duration) {
        var settings = EngineSettings()
        #expect(
            throws: InvalidValue(.pollInterval, .outOfRange(minimum: 10, maximum: 3_600_000))
        ) { try settings.setPollInterval(interval) }
        #expect(settings.pollInterval == .seconds(5))
    }
}
