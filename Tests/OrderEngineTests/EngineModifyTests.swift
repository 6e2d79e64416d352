import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// An amount is lowered only where a person stated the difference, and every further reduction is
/// told apart from ours.
@Suite struct EngineModifyTests {
    private static func bench(due: Int64 = 8000, paid: Int64 = 0) async throws -> (
        EngineBench, Engine
    ) {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: due, paid: paid))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        return (bench, engine)
    }

    @Test func `the difference must be acknowledged, and nothing else is given up`() async throws {
        let (bench, engine) = try await Self.bench(due: 7000, paid: 1000)
        let careless = try await engine.modify(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        guard case .needsAcknowledgement(let answer) = careless else {
            Issue.record("\(careless)")
            return
        }
        #expect("\(answer.decision)" == "needs acknowledgement: amount_lowered ¥30.00")
        #expect(bench.provider.sent.isEmpty)
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(result.outcome == .applied(.answered))
        #expect(result.report?.order.state == .known(.awaiting(due: 4000, paid: 1000)))
        #expect(result.report?.attempt.intent.consent?.givenUp == .of(fen: 3000))
        #expect(bench.alarms.codes == [])
        #expect(try await engine.velocityUsage() == VelocityUsage(cancels: 1, fen: 3000))
    }

    @Test func `a permit is for one amount only`() async throws {
        let (bench, engine) = try await Self.bench()
        // The right difference for the call that is made, with a permit of another total.
        let result = try await bench.modify(
            engine, to: 5000, givingUp: 3000, askingFor: 6000)
        guard case .permitUnusable(.foreign, _) = result else {
            Issue.record("\(result)")
            return
        }
        // And a cancel's permit lowers nothing.
        let cancel = try await bench.permit(engine)
        let misused = try await engine.modify(
            bench.order, json: EngineBench.total(5000),
            consent: bench.consent(cancel, stating: 8000),
            caller: bench.caller)
        guard case .permitUnusable(.foreign, _) = misused else {
            Issue.record("\(misused)")
            return
        }
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a lost answer is resolved by the amount that is seen`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: true))
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(result.outcome == .applied(.found))
        #expect(bench.provider.sent.count == 1)
        #expect(bench.alarms.codes == [])
    }

    @Test func `a lost request is not sent again after its consent is over`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: false))
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(result.outcome == nil)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        #expect(bench.provider.sent.count == 1)
        #expect(bench.alarms.codes == [])
    }

    @Test func `what is lowered beyond ours is told as somebody else's`() async throws {
        let (bench, engine) = try await Self.bench()
        _ = try await bench.modify(engine, to: 5000, givingUp: 3000)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 4000))
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["reduced_outside"])
        guard case .order(.happened(_, _, let outside))? = try await bench.records().last?.content
        else {
            Issue.record("no transition")
            return
        }
        #expect(outside == OutsideChange(.reduced, loss: .exactly(.of(fen: 1000))))
    }

    @Test func `an order that was lowered further meanwhile is overtaken, with an alarm`()
        async throws
    {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(
            .after {}, .after {},
            .after { bench.provider.show(bench.order, as: .awaitingPayment(due: 4000)) })
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(result.outcome == .notApplied(.overtaken))
        #expect(bench.alarms.codes == ["reduced_outside"])
    }

    @Test func `a modify that was taken to have failed and shows later is told`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: false))
        _ = try await bench.modify(engine, to: 5000, givingUp: 3000)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["applied_late"])
    }

    @Test func `a refused modify whose amount is there was made by somebody else`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.refused(.of(.wrongState, "INVALID_ORDER_STATE")))
        bench.provider.disturbQueries(
            .after {}, .after {},
            .after { bench.provider.show(bench.order, as: .awaitingPayment(due: 5000)) })
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(result.outcome?.code == "refused")
        #expect(bench.alarms.codes == ["reduced_outside"])
    }

    @Test(
        arguments: [(8000, .notApplied(.overtaken)), (5000, .applied(.found))]
            as [(Int64, AttemptOutcome)])
    func `a payment of the old amount overtakes it, one of ours shows it`(
        paid: Int64, outcome: AttemptOutcome
    ) async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: paid == 5000))
        bench.provider.disturbQueries(
            .after {}, .after {},
            .after { bench.provider.show(bench.order, as: .done(paid: paid)) })
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(result.outcome == outcome)
        #expect(bench.alarms.codes == [])
    }

    @Test(
        arguments: [(5000, .applied(.found)), (8000, .notApplied(.overtaken))]
            as [(Int64, AttemptOutcome)])
    func `a payment that is told later settles the attempt`(
        paid: Int64, outcome: AttemptOutcome
    ) async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: false))
        let untold = OrderSnapshot(state: "DONE")
        bench.provider.disturbQueries(
            .after {}, .after {}, .after { bench.provider.show(bench.order, as: untold) })
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        // Closed, and nobody can say what was paid.
        #expect(result.outcome == nil)
        bench.provider.show(bench.order, as: .done(paid: paid))
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == outcome)
    }

    @Test func `a protected order is not lowered, and a dry run sends nothing`() async throws {
        let (bench, engine) = try await Self.bench()
        let dry = try await engine.modify(
            bench.order, json: EngineBench.total(5000), dryRun: true, caller: bench.caller)
        #expect(dry.outcome == nil)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("争议中"), caller: bench.caller)
        let denied = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(denied.reasons == [.protected])
        let raised = try await bench.modify(engine, to: 8001, givingUp: 1)
        #expect(raised.reasons == [.amountNotLower, .protected])
        #expect(bench.provider.sent.isEmpty)
    }
}
