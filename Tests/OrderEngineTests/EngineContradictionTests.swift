import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// An observation that contradicts what is known permits nothing, and is told.
struct EngineContradictionTests {
    @Test func `an acknowledgement of less than the fresh observation shows is never used`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 1))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let result = try await bench.cancel(engine, permit: permit, stating: 1)
        #expect(result.reasons == [.observationTooOld])
        let asked = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        #expect(asked.reasons == [.observationTooOld])
        #expect(asked.permit == nil)
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a fresh observation that contradicts what is known permits nothing`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000, paid: 1000))
        #expect(try await bench.cancel(engine, permit: permit).reasons == [.observationTooOld])
        #expect(bench.alarms.codes == ["contradiction"])
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `nothing is completed on an observation that contradicts what is known`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(
            bench.order,
            as: OrderSnapshot(
                state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(99)))
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        guard result.reasons == [.indeterminateState] else {
            Issue.record("completed: \(result)")
            return
        }
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `paid after it had lapsed is a contradiction`() {
        let finding = OrderState.known(.expired).finding(in: .indeterminate(.paidButOpen))
        #expect(finding == .contradiction(.liveAfterExpired))
    }

    @Test func `paid after our cancel is alarmed and recorded, and changes nothing`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        _ = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        bench.provider.show(bench.order, as: .done(paid: 5000))
        let report = try await engine.query(bench.order, caller: bench.caller)
        #expect(report.finding == .contradiction(.paidAfterRevoked))
        #expect(report.order.state == .known(.revoked))
        #expect(report.order.contradictions == 1)
        #expect(bench.alarms.codes == ["contradiction"])
    }

    @Test func `an order of another merchant is a contradiction`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.show(identity: OrderIdentity(merchantID: try MerchantID("1900000001")))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(identity: OrderIdentity(merchantID: try MerchantID("1900000002")))
        let report = try await engine.query(bench.order, caller: bench.caller)
        #expect(report.finding == .contradiction(.identityChanged))
    }
}
