import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// The code of "Test with the fakes".
@Suite struct FakesArticleTests {
    @Test func `a lost answer is found out later`() async throws {
        let provider = FakeProvider()
        let clock = ManualClock()
        let engine = Engine(
            journal: InMemoryJournal(), provider: provider, clock: clock,
            random: SeededRandom(seed: 1))
        let order = try OutOrderNumber("RENT-1")
        let clerk = Caller(
            actor: try ActorName("clerk-7"), channel: try CallerChannel("order-service"))

        provider.show(
            order, as: OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM"))

        // The cancel reaches WeChat, but its answer and the query after it are lost.
        provider.disturbQueries(.after {}, .lost(isApplied: false))
        provider.disturbSending(.lost(isApplied: true))

        let result = try await engine.cancel(
            order, reason: CancelReason("用户取消"), caller: clerk)
        guard case .attempted(let report, _) = result, case .open = report.attempt.condition
        else {
            Issue.record("The attempt has an outcome: \(result)")
            return
        }

        clock.advance(by: .seconds(600))
        let reports = try await engine.reconcile(caller: clerk)
        #expect(reports.map(\.attempt.condition) == [.settled(.applied(.found))])
        #expect(reports.map(\.order.state) == [.known(.revoked)])

        // The request was sent only once.
        #expect(provider.sent.count == 1)

        let page = try await engine.history(of: order)
        #expect(page.elements.map(\.event).contains("intended"))
    }
}
