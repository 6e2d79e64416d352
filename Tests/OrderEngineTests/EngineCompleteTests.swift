import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Completing an order, and what it stands in the way of.
@Suite struct EngineCompleteTests {
    @Test func `an order lives through its phases`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let created = try await engine.create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        let begun = try #require(created.report, "\(created)")
        #expect(begun.order.state.code == "created")
        bench.provider.show(bench.order, as: .inService)
        let completed = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        let report = try #require(completed.report, "\(completed)")
        #expect(report.order.state.code == "awaiting_payment")
        bench.provider.show(bench.order, as: .done(paid: 5000))
        let paid = try await engine.query(bench.order, caller: bench.caller)
        let amount = try Amount(fen: 5000)
        #expect(paid.finding == .event(.paid(amount, through: .weChat)))
    }

    @Test func `where the answer to a complete tells nothing, WeChat is asked`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.reticent)
        let result = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .applied(.answered))
        #expect(report.order.state.code == "awaiting_payment")
    }

    @Test func `an order that is not in service is not completed`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let result = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        guard result.reasons == [.notConfirmed] else {
            Issue.record("not denied: \(result)")
            return
        }
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a complete without an answer blocks the cancel`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        _ = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(result.reasons == [.attemptUnresolved])
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a refused complete does not count as done because another's went through`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let refusal = Refusal.of(.invalidRequest, "INVALID_REQUEST")
        bench.provider.disturbSending(.refused(refusal))
        bench.provider.disturbQueries(
            .after {},
            .after { bench.provider.show(bench.order, as: .awaitingPayment(due: 77)) })
        let result = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .refused(refusal))
        #expect(report.order.state.code == "awaiting_payment")
    }
}
