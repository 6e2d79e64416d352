import OrderEngine
import Testing

/// The machine's clock.
struct SystemClockTests {
    @available(macOS 26.0, *)
    @Test(.timeLimit(.minutes(5)), arguments: EngineServiceSettingsTests.extremes)
    func `it waits for no extreme in a way that traps`(pause: Duration) async {
        // An immediate task has begun to sleep when this goes on.
        let waiting = Task.immediate { try await SystemClock().sleep(for: pause) }
        if pause > .zero { waiting.cancel() }
        let isCancelled = (try? await waiting.value) == nil
        #expect(isCancelled == (pause > .zero))
    }
}
