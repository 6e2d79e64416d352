import Logging
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// The log lines of the engine.
struct LoggingTests {
    @Test func `a cancel is told from its decision to its outcome`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let token = try await bench.permit(engine)
        bench.provider.disturbSending(
            .after { [clock = bench.clock] in
                clock.advance(by: .milliseconds(1500))
            })
        #expect(try await bench.cancel(engine, permit: token).outcome == .applied(.answered))
        let lines = bench.log.lines
        #expect(lines.map(\.message) == ["decision", "decision", "intent", "settled"])
        #expect(lines.map(\.level) == [.info, .info, .info, .notice])
        let attempt = try #require(lines.last?.metadata["attempt"])
        #expect(
            lines.map(\.metadata) == [
                [
                    "order": "ORDER-1", "call": "cancel", "decision": "needs_acknowledgement",
                    "at_stake": "5000",
                ],
                [
                    "order": "ORDER-1", "call": "cancel", "decision": "allowed",
                    "at_stake": "5000",
                ],
                ["order": "ORDER-1", "call": "cancel", "attempt": attempt],
                [
                    "order": "ORDER-1", "call": "cancel", "attempt": attempt,
                    "outcome": "answered", "why": "accepted", "cause": "call",
                    "duration_ms": "1500",
                ],
            ])
    }

    @Test func `what is denied is a notice, with every reason`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        _ = try await engine.protect(
            bench.order, reason: try OperatorReason("dispute"), caller: bench.caller)
        _ = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        let denied = try #require(bench.log.lines.last)
        #expect(denied.level == .notice)
        #expect(denied.metadata["decision"] == "denied")
        #expect(denied.metadata["reasons"] == "protected")
    }

    @Test func `a permit that cannot be used is a notice`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await bench.cancel(bench.engine(), permit: PermitToken("pmt_none"))
        let line = try #require(bench.log.lines.last)
        #expect(line.level == .notice)
        #expect(line.metadata["problem"] == "permit_unknown")
    }

    @Test func `that nothing could be decided is a notice with the error's code`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbQueries(.unreachable)
        _ = try? await bench.cancel(bench.engine())
        let line = try #require(bench.log.lines.last)
        #expect(line.level == .notice)
        #expect(line.metadata["problem"] == "provider_unreachable")
    }

    @Test func `an attempt without an outcome is a warning, and ends in a reconciliation`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.cancel(engine)
        let warning = try #require(bench.log.lines.last)
        #expect(warning.message == "unresolved")
        #expect(warning.level == .warning)
        #expect(warning.metadata["why"] == "provider_unanswered")
        #expect(warning.metadata["next_at"] != nil)
        bench.clock.advance(by: .seconds(86_400))
        _ = try await bench.reconcile(engine)
        let settled = try #require(bench.log.lines.last)
        #expect(settled.message == "settled")
        #expect(settled.metadata["cause"] == "reconciliation")
        #expect(settled.metadata["outcome"] == "found")
    }

    @Test func `an alarm is critical`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let alarm = try #require(bench.log.lines.last)
        #expect(alarm.message == "alarm")
        #expect(alarm.level == .critical)
        #expect(alarm.metadata == ["code": "revoked_outside", "order": "ORDER-1"])
    }
}
