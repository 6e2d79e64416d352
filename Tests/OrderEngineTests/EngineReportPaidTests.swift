import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// An order that was paid elsewhere is reported only where a person stated what WeChat collects no
/// more, and is told apart from one that WeChat collected, or that was forgiven.
@Suite struct EngineReportPaidTests {
    private static func bench(due: Int64 = 5000, paid: Int64 = 0) async throws -> (
        EngineBench, Engine
    ) {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: due, paid: paid))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        return (bench, engine)
    }

    @Test func `what is due must be acknowledged, and is recorded as received elsewhere`()
        async throws
    {
        let (bench, engine) = try await Self.bench(due: 4100, paid: 900)
        let careless = try await engine.reportPaid(
            bench.order, at: bench.paidAt, caller: bench.caller)
        guard case .needsAcknowledgement(let answer) = careless else {
            Issue.record("\(careless)")
            return
        }
        #expect("\(answer.decision)" == "needs acknowledgement: received_elsewhere ¥41.00")
        #expect(bench.provider.sent.isEmpty)
        let result = try await bench.reportPaid(engine, givingUp: 4100)
        #expect(result.outcome == .applied(.answered))
        #expect(
            result.report?.order.state
                == .known(.done(paid: .of(fen: 5000), through: .merchant)))
        // Counted apart from what is forgiven.
        #expect(
            try await engine.velocityUsage() == VelocityUsage(reports: 1, reportedFen: 4100))
        #expect(bench.alarms.codes == [])
        let records = try await bench.records()
        let intent = try #require(records.last { $0.event == "intended" })
        #expect(intent.reason == "现金")
        #expect(intent.detail?["call"] == "report_paid")
        #expect(intent.detail?["given_up"] == "4100")
        #expect(intent.detail?["paid_at"] == "\(bench.paidAt.milliseconds)")
        let decided = try #require(records.last { $0.event == "decided" })
        #expect(decided.detail?["hazards"] == "received_elsewhere")
        #expect(decided.detail?["paid_at"] == "\(bench.paidAt.milliseconds)")
        #expect(
            records.last { $0.event == "paid" }?.phaseAfter == "done paid=5000 through=merchant")
    }

    @Test func `a permit is for one time of payment, and for no other call`() async throws {
        let (bench, engine) = try await Self.bench()
        let other = bench.paidAt.advanced(by: .seconds(-1))
        let cancel = try await bench.permit(engine)
        let results = [
            try await bench.reportPaid(engine, askingFor: other),
            try await engine.reportPaid(
                bench.order, at: bench.paidAt, consent: bench.consent(cancel),
                caller: bench.caller),
        ]
        for result in results {
            guard case .permitUnusable(.foreign, _) = result else {
                Issue.record("\(result)")
                continue
            }
        }
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a payment in the future is denied before anything is sent`() async throws {
        let (bench, engine) = try await Self.bench()
        let ahead = bench.clock.now().advanced(by: .seconds(1))
        let result = try await bench.reportPaid(engine, at: ahead)
        #expect(result.reasons == [.paidInFuture])
        #expect(bench.provider.sent.isEmpty)
        bench.clock.advance(by: .seconds(1))
        #expect(try await bench.reportPaid(engine, at: ahead).outcome == .applied(.answered))
    }

    @Test func `a protected order is not reported, and a dry run sends nothing`() async throws {
        let (bench, engine) = try await Self.bench()
        let dry = try await engine.reportPaid(
            bench.order, at: bench.paidAt, dryRun: true, caller: bench.caller)
        #expect(dry.outcome == nil)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("争议中"), caller: bench.caller)
        #expect(try await bench.reportPaid(engine).reasons == [.protected])
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `reports have a limit of their own, and trip nothing`() async throws {
        var bench = try EngineBench()
        bench.settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(
                cancels: 20, fen: 10, reports: 1, reportedFen: 5000, window: .seconds(3600)))
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5001))
        #expect(
            try await bench.reportPaid(engine, givingUp: 5001).reasons == [.exceedsReportLimit])
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        #expect(try await bench.reportPaid(engine).outcome == .applied(.answered))
        #expect(
            try await engine.velocityUsage() == VelocityUsage(reports: 1, reportedFen: 5000))
        #expect(!bench.alarms.codes.contains("velocity_limit_tripped"))
    }

    // MARK: Lost answers

    @Test(
        arguments: [
            (["MCH"], .applied(.found)), (["MCH", "NEWTON"], .applied(.found)),
            (["NEWTON"], .notApplied(.overtaken)), ([], nil),
        ] as [([String], AttemptOutcome?)])
    func `a lost answer is resolved by the way that the payment took`(
        types: [String], outcome: AttemptOutcome?
    ) async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(
            .after {}, .after {},
            .after { bench.provider.show(bench.order, as: .done(paid: 5000, through: types)) })
        let result = try await bench.reportPaid(engine)
        #expect(result.outcome == outcome)
        #expect(bench.provider.sent.count == 1)
        #expect(bench.alarms.codes == [])
    }

    @Test func `a way that is told later settles the attempt`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(
            .after {}, .after {},
            .after { bench.provider.show(bench.order, as: .done(paid: 5000, through: [])) })
        #expect(try await bench.reportPaid(engine).outcome == nil)
        bench.provider.show(bench.order, as: .done(paid: 5000, through: ["MCH"]))
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .applied(.found))
    }

    @Test func `a lost request is not sent again after its consent is over`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.lost(isApplied: false))
        #expect(try await bench.reportPaid(engine).outcome == nil)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        #expect(bench.provider.sent.count == 1)
        // It may have taken effect after all.
        bench.provider.show(bench.order, as: .done(paid: 5000, through: ["MCH"]))
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["applied_late"])
    }

    @Test func `after a restart it is resolved by what WeChat shows`() async throws {
        let (bench, engine) = try await Self.bench()
        let answer = try await engine.decision(
            on: bench.order, for: .reportPaid(at: bench.paidAt), caller: bench.caller)
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.after {}, .unreachable)
        let result = try await engine.reportPaid(
            bench.order, at: bench.paidAt, consent: bench.consent(answer.permit?.token),
            caller: bench.caller)
        #expect(result.outcome == nil)
        let restarted = bench.engine(seed: 8)
        #expect(try await bench.reconcile(restarted).outcome == .applied(.found))
        #expect(bench.provider.sent.count == 1)
    }

    // MARK: Refusals

    @Test func `a race lost to WeChat's deduction ends refused`() async throws {
        let (bench, engine) = try await Self.bench()
        let lost = Refusal.of(.alreadyDone, "ORDER_DONE")
        bench.provider.disturbSending(.refused(lost))
        bench.provider.disturbQueries(
            .after {}, .after {},
            .after { bench.provider.show(bench.order, as: .done(paid: 5000)) })
        #expect(try await bench.reportPaid(engine).outcome == .refused(lost))
        #expect(
            try await bench.projection().state
                == .known(.done(paid: .of(fen: 5000), through: .weChat)))
        #expect(bench.alarms.codes == [])
    }

    @Test func `a refused report whose effect is there was made by somebody else`() async throws {
        let (bench, engine) = try await Self.bench()
        let lost = Refusal.of(.alreadyDone, "ORDER_DONE")
        bench.provider.disturbSending(.refused(lost))
        bench.provider.disturbQueries(
            .after {}, .after {},
            .after { bench.provider.show(bench.order, as: .done(paid: 5000, through: ["MCH"])) })
        #expect(try await bench.reportPaid(engine).outcome == .refused(lost))
        #expect(bench.alarms.codes == ["reported_paid_outside"])
    }

    @Test func `a deduction that runs is waited out within the consent`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.refused(.of(.deductionRunning, "PARAM_ERROR")))
        #expect(try await bench.reportPaid(engine).outcome == nil)
        bench.clock.advance(by: .seconds(180))
        #expect(try await bench.reconcile(engine).outcome == .applied(.answered))
        #expect(bench.provider.sent.count == 2)
        #expect(Set(bench.provider.sent.map(\.body)).count == 1)
    }

    // MARK: Elsewhere

    @Test func `an order that was reported elsewhere is told, with what WeChat collects no more`()
        async throws
    {
        let (bench, engine) = try await Self.bench()
        bench.provider.show(bench.order, as: .done(paid: 5000, through: ["MCH"]))
        let report = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["reported_paid_outside"])
        #expect(
            report.outside == OutsideChange(.reportedPaid, loss: .exactly(.of(fen: 5000))))
    }

    @Test func `what was lowered elsewhere before ours is told all the same`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(
            .after { bench.provider.show(bench.order, as: .awaitingPayment(due: 3000)) })
        #expect(try await bench.reportPaid(engine).outcome == .applied(.answered))
        #expect(bench.alarms.codes == ["reduced_outside"])
    }

    @Test func `a payment through WeChat as well contradicts the report`() async throws {
        let (bench, engine) = try await Self.bench()
        #expect(try await bench.reportPaid(engine).outcome == .applied(.answered))
        bench.provider.show(bench.order, as: .done(paid: 5000, through: ["MCH", "NEWTON"]))
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["contradiction"])
    }
}
