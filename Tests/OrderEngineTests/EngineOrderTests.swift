import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@Suite struct EngineOrderTests {
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

    @Test func `a create whose answer was lost is found`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.lost(isApplied: true))
        let result = try await bench.engine().create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .applied(.found))
        #expect(report.order.state.code == "created")
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

    @Test func `the velocity limit trips and a named person resets it`() async throws {
        var bench = try EngineBench()
        bench.settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: 2, fen: 1_000_000, window: .seconds(3600)))
        let engine = bench.engine()
        for index in 0..<2 {
            _ = try await acknowledgedCancel(of: "PAY-\(index)", bench, engine)
        }
        let limited = try OutOrderNumber("PAY-2")
        bench.provider.show(limited, as: .awaitingPayment(due: 100))
        let denied = try await engine.cancel(
            limited, reason: try bench.reason(), caller: bench.caller)
        #expect(denied.reasons == [.velocityLimitTripped])
        #expect(bench.alarms.codes == ["velocity_limit_tripped"])
        // Tripped it stays, however long nobody looks.
        bench.clock.advance(by: .seconds(7200))
        let later = try await engine.cancelDecision(on: limited, caller: bench.caller)
        #expect(later.reasons == [.velocityLimitTripped])
        // What forgives nothing is not limited.
        bench.provider.show(bench.order, as: .createdOrder)
        let harmless = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        #expect(harmless.decision.code == .allowed)
        _ = try await engine.resetVelocityLimit(reason: OperatorReason("已查清"), caller: bench.caller)
        let result = try await acknowledgedCancel(of: "PAY-2", bench, engine)
        #expect(result.outcome == .applied(.answered))
    }

    @Test func `a bill that alone is above the limit is denied and trips nothing`() async throws {
        var bench = try EngineBench()
        bench.settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: 20, fen: 99, window: .seconds(3600)))
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 100))
        let denied = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(denied.reasons == [.exceedsVelocityLimit])
        #expect(bench.alarms.codes.isEmpty)
        #expect(try await engine.velocityUsage().isTripped == false)
        // What is within the limit goes on.
        bench.provider.show(bench.order, as: .awaitingPayment(due: 99))
        let asked = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        #expect(asked.decision.code == .needsAcknowledgement)
    }

    private func acknowledgedCancel(
        of text: String, _ bench: EngineBench, _ engine: Engine
    ) async throws -> CallResult {
        let order = try OutOrderNumber(text)
        bench.provider.show(order, as: .awaitingPayment(due: 100))
        let answer = try await engine.cancelDecision(on: order, caller: bench.caller)
        let permit = try #require(answer.permit)
        return try await engine.cancel(
            order, reason: try bench.reason(), consent: bench.consent(permit.token, stating: 100),
            caller: bench.caller)
    }

    @Test func `a protection is lifted before a cancel goes through`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        await #expect(throws: EngineError.orderUnknown(bench.order)) {
            try await engine.protect(
                bench.order, reason: OperatorReason("争议中"), caller: bench.caller)
        }
        _ = try await engine.query(bench.order, caller: bench.caller)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("争议中"), caller: bench.caller)
        let denied = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(denied.reasons == [.protected])
        _ = try await engine.unprotect(
            bench.order, reason: OperatorReason("已解决"), caller: bench.caller)
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == .applied(.answered))
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
