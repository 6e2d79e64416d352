import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Questions whether a call may be made, with WeChat's answer and without.
struct EngineDecidingTests {
    @Test func `a question that WeChat did not answer is in the trail`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.disturbQueries(.unreachable)
        await #expect(throws: EngineError.self) {
            try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        }
        let last = try #require(try await bench.records().last)
        #expect(last.event == "decided")
        #expect(last.detail?["reasons"] == "observation_unavailable")
        #expect(last.detail?["problem"] == "provider_unreachable")
        #expect(last.cause.id == nil)
        #expect(last.reason == nil)
    }

    @Test func `the offline decision rests on the last observation and records nothing`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 100))
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        bench.clock.advance(by: .seconds(86_400))
        let answer = try await Engine.offlineDecision(
            on: bench.order, for: .cancel, in: bench.journal, now: bench.clock.now(),
            caller: bench.caller)
        #expect(answer.decision.code == .needsAcknowledgement)
        #expect(answer.permit == nil)
        #expect(try await bench.events() == ["adopted"])
    }
}
