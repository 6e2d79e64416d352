import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Creating an order.
struct EngineCreateTests {
    @Test func `a create whose answer was lost is found`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.lost(isApplied: true))
        let result = try await bench.engine().create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .applied(.found))
        #expect(report.order.state.code == "created")
    }

    @Test func `a refused create does not count as done because another's order is there`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let refusal = Refusal.of(.invalidRequest, "INVALID_REQUEST")
        bench.provider.disturbSending(.refused(refusal))
        let result = try await bench.engine().create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .refused(refusal))
        #expect(report.order.state.code == "in_service")
    }

    @Test func `a rate limit on a repeated create is waited out`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.disturbSending(
            .refused(.of(.rateLimited, "FREQUENCY_LIMITED", status: 429)))
        let result = try await engine.create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        guard case .attempted(let report, let receipt) = result else {
            Issue.record("not attempted: \(result)")
            return
        }
        #expect(report.outcome == .applied(.answered))
        #expect(receipt != nil)
        #expect(bench.provider.sent.count == 2)
    }
}
