import MetricsTestKit
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A clock that was far ahead when something was recorded, and is right again: what ends by the
/// clock still does, and it is told.
@Suite struct EngineJournalTimeTests {
    private static let year: Int64 = 31_536_000_000

    /// Records something of another order while the clock is a year ahead.
    private func leap(_ bench: EngineBench, _ engine: Engine) async throws {
        let other = try OutOrderNumber("ORDER-2")
        bench.provider.show(other, as: .createdOrder)
        let start = bench.clock.now()
        bench.clock.setWall(start.advanced(by: .milliseconds(Self.year)))
        _ = try await engine.query(other, caller: bench.caller)
        bench.clock.setWall(start)
    }

    private func problem(_ result: CallResult) -> PermitProblem? {
        guard case .permitUnusable(let problem, _) = result else { return nil }
        return problem
    }

    // MARK: Permits

    @Test(arguments: [(599_999, nil), (600_000, .expired)] as [(Int64, PermitProblem?)])
    func `in a journal that is a year ahead a permit ends after ten minutes of the clock`(
        age: Int64, expected: PermitProblem?
    ) async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        try await leap(bench, engine)
        let start = bench.clock.now()
        let permit = try #require(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller).permit)
        #expect(permit.terms.expiresAt == start.advanced(by: .seconds(600)))
        bench.clock.advance(by: .milliseconds(age))
        let result = try await bench.cancel(engine, permit: permit.token)
        #expect(problem(result) == expected)
        #expect(bench.provider.sent.count == (expected == nil ? 1 : 0))
    }

    @Test func `a permit that was given while the clock was ahead is over once it is right`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let start = bench.clock.now()
        bench.clock.setWall(start.advanced(by: .milliseconds(Self.year)))
        let permit = try await bench.permit(engine)
        bench.clock.setWall(start)
        #expect(problem(try await bench.cancel(engine, permit: permit)) == .expired)
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a clock that is put back by moments takes no permit away`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        bench.clock.setWall(bench.clock.now().advanced(by: .milliseconds(-900)))
        #expect(try await bench.cancel(engine, permit: permit).outcome == .applied(.answered))
    }

    @Test func `a clock that stands in 1970 gives no permit of an earlier time more time`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        bench.clock.setWall(Timestamp(clamping: 0))
        #expect(problem(try await bench.cancel(engine, permit: permit)) == .expired)
        let fresh = try await bench.permit(engine)
        #expect(try await bench.cancel(engine, permit: fresh).outcome == .applied(.answered))
    }

    @Test
    func `a permit of longer times acknowledges for no longer than one would that is given now`()
        async throws
    {
        var bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.disturbSending(.lost(isApplied: false))
        try bench.settings.setPermitLifetime(.seconds(86_400))
        let permit = try await bench.permit(bench.engine())
        try bench.settings.setPermitLifetime(.seconds(600))
        let engine = bench.engine()
        _ = try await bench.cancel(engine, permit: permit)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        #expect(bench.provider.sent.count == 1)
    }

    // MARK: Attempts

    @Test func `in a journal that is ahead an acknowledged cancel is not sent again, and ends`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let running = Refusal.of(.deductionRunning, "PARAM_ERROR")
        bench.provider.disturbSending(.refused(running))
        let engine = bench.engine()
        try await leap(bench, engine)
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        bench.clock.advance(by: .milliseconds(180_001))
        #expect(try await bench.reconcile(engine, dueOnly: true).outcome == .refused(running))
        #expect(bench.provider.sent.count == 1)
    }

    // MARK: Told

    private static let code = "journal_ahead_of_clock"

    @Test func `a journal that is ahead of the clock is told once, and again when it is so again`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        let query = { _ = try await engine.query(bench.order, caller: bench.caller) }
        try await query()
        try await leap(bench, engine)
        #expect(bench.alarms.codes == [])
        try await query()
        try await query()
        _ = try await engine.reconcile(caller: bench.caller)
        #expect(bench.alarms.codes == [Self.code])
        bench.clock.advance(by: .milliseconds(Self.year))
        try await query()
        try await leap(bench, engine)
        try await query()
        #expect(bench.alarms.codes == [Self.code, Self.code])
        #expect(try await bench.events().count == 5)
    }

    @Test(arguments: [(300_000, 0), (300_001, 1)] as [(Int64, Int)])
    func `clocks that differ by five minutes are how clocks are`(
        lead: Int64, alarms: Int
    ) async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.clock.setWall(bench.clock.now().advanced(by: .milliseconds(-lead)))
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes.count == alarms)
    }

    @Test func `whoever asks is told before anything is written, and an idle journal tells`()
        async throws
    {
        let bench = try EngineBench()
        try await bench.engine().checkJournalTime()
        try await leap(bench, bench.engine())
        let asked = bench.engine()
        try await asked.checkJournalTime()
        try await asked.checkJournalTime()
        #expect(bench.alarms.codes == [Self.code])
        _ = try await bench.engine().reconcile(caller: bench.caller)
        #expect(bench.alarms.codes == [Self.code, Self.code])
        #expect(try await bench.journal.read { try $0.end()?.sequence } == 2)
    }

    @Test func `a gauge says by how much, and zero once it is over`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        try await leap(bench, engine)
        try await engine.checkJournalTime()
        let gauge = try bench.metrics.expectGauge("payscore_journal_ahead_milliseconds")
        #expect(gauge.lastValue == Double(Self.year))
        bench.clock.advance(by: .milliseconds(Self.year))
        try await engine.checkJournalTime()
        #expect(gauge.lastValue == 0)
    }

    // MARK: Found

    @Test func `the first record that is ahead is found among all`() async throws {
        let journal = InMemoryJournal()
        try await journal.commit(on: .wholeJournal) { _ = try $0.append(.beginning(at: 0)) }
        let order = try OutOrderNumber("ORDER-1")
        let caller = Caller(actor: try ActorName("wang"), channel: try CallerChannel("test"))
        let times: [Int64] = [0, 300_001, 300_001, 300_001, 350_000, 400_000, 900_000]
        try await journal.commit(on: .wholeJournal) { writer in
            for time in times {
                try writer.append(
                    RecordDraft(
                        .order(order), .order(.protected), cause: Cause(.call), caller: caller,
                        origin: .sample,
                        at: Timestamp(clamping: time)))
            }
        }
        for clock in stride(from: Int64(0), through: 700_000, by: 50_000) + [1, 99_999, 599_999] {
            let now = Timestamp(clamping: clock)
            let expected = times.firstIndex { .milliseconds($0 - clock) > DatedAhead.limit }
            let found = try await journal.read { try $0.firstAhead(of: now) }
            #expect(found?.sequence == expected.map { Int64($0) + 2 })
            #expect(found?.lead == expected.map { .milliseconds(times[$0] - clock) })
            let report = try await JournalVerifier(pageSize: 3).verify(journal, clock: now)
            #expect(report.datedAhead == found)
            #expect(report.isSound)
        }
        #expect(try await JournalVerifier().verify(journal).datedAhead == nil)
        let none = try await InMemoryJournal().read {
            try $0.firstAhead(of: Timestamp(clamping: 0))
        }
        #expect(none == nil)
    }
}
