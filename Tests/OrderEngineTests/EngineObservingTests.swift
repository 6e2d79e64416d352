import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Orders as WeChat shows them, and as somebody else does.
struct EngineObservingTests {
    @Test func `an order of somebody else's is adopted by a query`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 700))
        let report = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(report.order.state.code == "awaiting_payment")
        #expect(try await bench.events() == ["adopted"])
    }

    @Test func `an order that WeChat does not know is reported and not recorded`() async throws {
        let bench = try EngineBench()
        await #expect(throws: EngineError.orderUnknown(bench.order)) {
            try await bench.engine().query(bench.order, caller: bench.caller)
        }
        #expect(try await bench.events() == [])
    }

    @Test func `an observed snapshot is believed but never fresh enough to cancel on`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        let evidence = Evidence(excerpt: nil, bodyDigest: String(repeating: "0", count: 64))
        let report = try await engine.observe(
            bench.order, snapshot: .createdOrder, identity: OrderIdentity(), evidence: evidence,
            caller: bench.caller)
        #expect(report.order.state.code == "created")
        bench.provider.disturbQueries(.unreachable)
        await #expect(throws: EngineError.self) {
            try await engine.cancel(
                bench.order, reason: try bench.reason(), caller: bench.caller)
        }
        #expect(bench.provider.sent.isEmpty)
    }
}
