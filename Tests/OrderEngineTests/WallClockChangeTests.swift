import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Wall clocks that are set while an attempt has no outcome: none of it ends the quiescence early.
@Suite struct WallClockChangeTests {
    private static let year: Int64 = 31_536_000_000

    private func cancel(_ bench: EngineBench) async throws -> AttemptReport {
        let result = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        guard case .attempted(let report, _) = result else {
            throw EngineError.inconsistent("not attempted: \(result)")
        }
        return report
    }

    @Test
    func `a clock that jumps ahead while an observation is read does not date the observation`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let far = bench.clock.now().advanced(by: .milliseconds(Self.year))
        bench.provider.disturbQueries(
            .after {}, .after { [clock = bench.clock] in clock.setWall(far) },
            // With such a clock no answer passes the check of its time.
            .lost(isApplied: false))
        let report = try await cancel(bench)
        #expect(!report.attempt.isSettled)
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a clock that was set back and put right does not shorten the quiescence`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let start = bench.clock.now()
        _ = try await cancel(bench)
        bench.clock.setWall(start.advanced(by: .milliseconds(-Self.year)))
        bench.provider.disturbQueries(.lost(isApplied: false))
        _ = try await bench.reconcile(bench.engine())
        bench.clock.setWall(start.advanced(by: .seconds(30)))
        #expect(try await !bench.reconcile(bench.engine()).attempt.isSettled)
        #expect(bench.provider.sent.count == 1)
    }

    @Test
    func `a clock that is put right while an observation is read does not shorten the quiescence`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let start = bench.clock.now()
        _ = try await cancel(bench)
        bench.clock.setWall(start.advanced(by: .milliseconds(-Self.year)))
        let right = start.advanced(by: .seconds(30))
        bench.provider.disturbQueries(.after { [clock = bench.clock] in clock.setWall(right) })
        let report = try await bench.reconcile(bench.engine())
        #expect(!report.attempt.isSettled)
        #expect(report.attempt.lastSentAt >= start)
        #expect(bench.provider.sent.count == 1)
        bench.clock.advance(by: .seconds(700))
        #expect(try await bench.reconcile(bench.engine()).attempt.isSettled)
    }

    @Test
    func `a clock that is set back after a verified observation does not shorten the quiescence`()
        async throws
    {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let start = bench.clock.now()
        // The intent, and then the observation after the lost answer.
        journal.afterCommit {}
        journal.afterCommit { [clock = bench.clock] in
            clock.setWall(start.advanced(by: .milliseconds(-Self.year)))
        }
        _ = try await cancel(bench)
        bench.clock.setWall(start.advanced(by: .seconds(30)))
        #expect(try await !bench.reconcile(bench.engine()).attempt.isSettled)
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a clock that goes to and fro by minutes does not shorten the quiescence`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let start = bench.clock.now()
        _ = try await cancel(bench)
        bench.clock.setWall(start.advanced(by: .seconds(-400)))
        _ = try await bench.reconcile(bench.engine())
        bench.clock.setWall(start.advanced(by: .seconds(250)))
        #expect(try await !bench.reconcile(bench.engine()).attempt.isSettled)
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a clock that is set back revives no acknowledgement of a resending`() async throws {
        let bench = try EngineBench()
        let other = try OutOrderNumber("ORDER-2")
        bench.provider.show(other, as: .createdOrder)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let running = Refusal.of(.deductionRunning, "PARAM_ERROR")
        bench.provider.disturbSending(.refused(running))
        let engine = bench.engine()
        let start = bench.clock.now()
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        bench.clock.advance(by: .seconds(1200))
        _ = try await engine.query(other, caller: bench.caller)
        bench.clock.setWall(start.advanced(by: .milliseconds(180_001)))
        #expect(try await bench.reconcile(engine).outcome == .refused(running))
        #expect(bench.provider.sent.count == 1)
    }

    @Test(arguments: [true, false])
    func `a clock that was far ahead once blocks no order`(isCrashed: Bool) async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let other = try OutOrderNumber("ORDER-2")
        bench.provider.show(other, as: .createdOrder)
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        let start = bench.clock.now()
        bench.clock.setWall(start.advanced(by: .seconds(31_536_000)))
        _ = try await engine.query(other, caller: bench.caller)
        bench.clock.setWall(start)
        bench.provider.disturbSending(.lost(isApplied: false))
        if isCrashed {
            // The observation after the lost answer cannot be recorded: as if the process had
            // ended.
            journal.afterCommit {}
            journal.failCommit(with: JournalError(.inputOutput, "told so"))
        }
        _ = try? await bench.cancel(engine)
        _ = try await engine.reconcile(caller: bench.caller)
        // What only the record dates is given a second quiescence.
        bench.clock.advance(by: .milliseconds(isCrashed ? 1_200_001 : 600_001))
        #expect(
            try await bench.reconcile(engine, dueOnly: true).outcome == .applied(.answered))
    }

    /// Lets the clock run an hour and a half ahead while another order is asked for.
    private func leap(_ bench: EngineBench, _ engine: Engine) async throws {
        let other = try OutOrderNumber("ORDER-2")
        bench.provider.show(other, as: .createdOrder)
        let start = bench.clock.now()
        bench.clock.setWall(start.advanced(by: .seconds(5400)))
        _ = try await engine.query(other, caller: bench.caller)
        bench.clock.setWall(start)
    }

    @Test func `a clock that was ahead once does not empty the velocity limit's window`()
        async throws
    {
        var bench = try EngineBench()
        bench.settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: 1, fen: 1_000_000, window: .seconds(3600)))
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        try await leap(bench, engine)
        let next = try OutOrderNumber("ORDER-3")
        bench.provider.show(next, as: .awaitingPayment(due: 5000))
        let denied = try await engine.cancelDecision(on: next, caller: bench.caller)
        #expect(denied.reasons == [.velocityLimitTripped])
    }

    @Test func `a clock that was ahead once prolongs no acknowledgement`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        try await leap(bench, engine)
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        #expect(bench.provider.sent.count == 1)
        let settled = try await bench.records().last { $0.event == "settled" }
        #expect(settled?.detail?["why"] == "acknowledgement_over")
    }
}
