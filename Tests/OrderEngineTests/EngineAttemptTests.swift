import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@Suite struct EngineAttemptTests {
    @Test func `a lost answer is resolved by what WeChat shows`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: true))
        let result = try await bench.cancel(bench.engine())
        #expect(result.outcome == .applied(.found))
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a lost request stays unresolved until the window has passed`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        let result = try await bench.cancel(engine)
        #expect(result.report?.attempt.isSettled == false)
        let asked = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        #expect(asked.reasons == [.attemptUnresolved])

        bench.clock.advance(by: .seconds(300))
        #expect(try await bench.reconcile(engine).outcome == nil)
        #expect(bench.provider.sent.count == 1)

        bench.clock.advance(by: .milliseconds(300_001))
        #expect(try await bench.reconcile(bench.engine(seed: 8)).outcome == .applied(.answered))
        #expect(bench.provider.sent.count == 2)
        #expect(Set(bench.provider.sent.map(\.body)).count == 1)
    }

    @Test func `an acknowledgement that has expired is not sent again`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        let permit = try #require(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller).permit)
        _ = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `the late effect of an attempt that was given up is alarmed`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        let permit = try #require(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller).permit)
        _ = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        bench.clock.advance(by: .milliseconds(600_001))
        _ = try await bench.reconcile(engine)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["applied_late"])
        #expect(try await bench.events().suffix(2) == ["revoked", "applied_late"])
    }

    @Test func `a refused resending does not hide that the first sending took effect late`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let refusal = Refusal.of(.wrongState, "INVALID_ORDER_STATE")
        bench.provider.disturbSending(.lost(isApplied: false), .refused(refusal))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == nil)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .refused(refusal))
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["applied_late"])
    }

    @Test func `an outcome does not rest on what an earlier sending was answered`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let limited = Refusal.of(.rateLimited, "FREQUENCY_LIMITED", status: 429)
        bench.provider.disturbSending(.refused(limited), .lost(isApplied: true))
        let result = try await bench.cancel(bench.engine())
        #expect(result.outcome == .applied(.found))
        let settled = try await bench.records().last { $0.event == "settled" }
        #expect(try #require(settled).evidence == nil)
    }

    @Test func `that WeChat does not know an order is as old as the question`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        _ = try await engine.create(bench.order, json: Array("{}".utf8), caller: bench.caller)
        bench.clock.advance(by: .milliseconds(600_001))
        let before = bench.provider.calls.count
        bench.provider.disturbQueries(
            .after { [clock = bench.clock] in clock.advance(by: .seconds(6)) })
        #expect(try await bench.reconcile(engine).outcome == .applied(.answered))
        let calls = bench.provider.calls.dropFirst(before)
        #expect(calls.prefix(2) == [.query(bench.order), .query(bench.order)])
    }

    @Test func `a rate limit is waited out and the same bytes go again`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let limited = Refusal.of(.rateLimited, "FREQUENCY_LIMITED", status: 429)
        bench.provider.disturbSending(.refused(limited), .refused(limited))
        let result = try await bench.cancel(bench.engine())
        #expect(result.outcome == .applied(.answered))
        #expect(bench.clock.sleeps == [.seconds(1), .seconds(2)])
        #expect(bench.provider.sent.count == 3)
        #expect(Set(bench.provider.sent.map(\.body)).count == 1)
    }

    @Test func `rate limits beyond the budget end refused`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let limited = Refusal.of(.rateLimited, "RATELIMIT_EXCEEDED", status: 429)
        bench.provider.disturbSending(.refused(limited), .refused(limited), .refused(limited))
        let result = try await bench.cancel(bench.engine())
        #expect(result.outcome == .refused(limited))
        #expect(bench.provider.sent.count == 3)
    }

    @Test(arguments: [true, false])
    func `a server error is looked into and sent again if nothing happened`(isApplied: Bool)
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.failed(isApplied: isApplied))
        let result = try await bench.cancel(bench.engine())
        #expect(result.outcome == .applied(isApplied ? .found : .answered))
        #expect(bench.provider.sent.count == (isApplied ? 1 : 2))
    }

    @Test func `a running deduction is waited out for three minutes`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let running = Refusal.of(.deductionRunning, "PARAM_ERROR")
        bench.provider.disturbSending(.refused(running))
        let engine = bench.engine()
        let permit = try #require(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller).permit)
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        let attempt = try #require(result.report?.attempt)
        let next = bench.clock.now().advanced(by: .seconds(180))
        #expect(attempt.condition == .open(nextAt: next))
        bench.clock.advance(by: .seconds(170))
        #expect(try await bench.reconcile(engine).outcome == nil)
        #expect(bench.provider.sent.count == 1)
        bench.clock.advance(by: .seconds(10))
        #expect(try await bench.reconcile(engine).outcome == .applied(.answered))
    }

    @Test func `a race lost to the payment ends refused and shows the order done`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try #require(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller).permit)
        let lost = Refusal.of(.alreadyDone, "ORDER_DONE")
        bench.provider.disturbSending(.refused(lost))
        bench.provider.disturbQueries(
            .after {},
            .after { [provider = bench.provider, order = bench.order] in
                provider.show(order, as: .done(paid: 5000))
            })
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        #expect(result.outcome == .refused(lost))
        let paid = try Amount(fen: 5000)
        #expect(result.report?.order.state == .known(.done(paid: paid, through: .weChat)))
    }

    @Test func `already cancelled counts as done once an observation confirms it`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbQueries(
            .after {},
            .after { [provider = bench.provider, order = bench.order] in
                provider.show(order, as: .revokedOrder)
            })
        bench.provider.disturbSending(.refused(.of(.alreadyRevoked, "ORDER_CANCELED")))
        #expect(try await bench.cancel(bench.engine()).outcome == .applied(.alreadyThere))
    }

    @Test(arguments: [
        Refusal.of(.wrongState, "INVALID_ORDER_STATE"), .of(.invalidRequest, "PARAM_ERROR"),
        .of(.invalidRequest, "INVALID_REQUEST"), .of(.notPermitted, "NO_AUTH", status: 403),
        .of(.notPermitted, "APPID_MCHID_NOT_MATCH"), .of(.signature, "SIGN_ERROR", status: 401),
        .of(.unknownOrder, "ORDER_NOT_EXIST", status: 404), .of(.other, "SOMETHING_NEW"),
    ])
    func `a refusal ends the attempt, and the order stands`(refusal: Refusal) async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.refused(refusal))
        let result = try await bench.cancel(bench.engine())
        #expect(result.outcome == .refused(refusal))
        #expect(result.report?.order.state.code == "in_service")
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `where nothing was sent the attempt ends at once`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.unreachable)
        #expect(try await bench.cancel(bench.engine()).outcome == .notApplied(.neverSent))
        #expect(try await bench.projection().openAttempt == nil)
    }

    @Test func `a caller that goes away does not interrupt a call that has begun`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        let (stream, signal) = AsyncStream.makeStream(of: Void.self)
        let (resumed, resume) = AsyncStream.makeStream(of: Void.self)
        bench.provider.disturbSending(
            .after {
                signal.finish()
                for await _ in resumed {}
            })
        let caller = Task { try await bench.cancel(engine) }
        for await _ in stream {}
        caller.cancel()
        resume.finish()
        #expect(try await caller.value.outcome == .applied(.answered))
    }

    @Test func `an attempt without an answer is parked when the schedule is over`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        bench.clock.advance(by: .milliseconds(604_800_001))
        bench.provider.disturbQueries(.unreachable)
        #expect(try await bench.reconcile(engine).attempt.condition == .parked)
        #expect(bench.alarms.codes == ["parked"])
        #expect(try await engine.reconcile(caller: bench.caller).isEmpty)
        #expect(try await bench.reconcile(engine).outcome == .applied(.answered))
    }

    @Test func `an attempt with a lost sending never ends without an observation`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(
            .lost(isApplied: false), .refused(.of(.alreadyRevoked, "ORDER_CANCELED")))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        bench.clock.advance(by: .milliseconds(600_001))
        bench.provider.disturbQueries(.after {}, .unreachable, .unreachable)
        #expect(try await bench.reconcile(engine).outcome == nil)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == nil)
        bench.provider.show(bench.order, as: .revokedOrder)
        #expect(try await bench.reconcile(engine).outcome == .applied(.found))
    }

    @Test func `a refusal whose code begins with a combining mark ends the attempt`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let refusal = Refusal(
            kind: .other, code: "\u{301}ODD", status: 400, message: "\u{301}奇怪")
        bench.provider.disturbSending(.refused(refusal))
        #expect(try await bench.cancel(bench.engine()).outcome == .refused(refusal))
    }
}
