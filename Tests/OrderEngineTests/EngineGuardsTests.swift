import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// The velocity limit and the protection of an order, from the denial to the person who lifts it.
struct EngineGuardsTests {
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
}
