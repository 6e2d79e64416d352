import OrderEngine
import OrderEngineTesting
import OrderLifecycle
import Testing

/// Wall clocks that are set while an attempt has no outcome: none of it ends the quiescence early.
@Suite struct EngineClockTests {
    private static let year: Int64 = 31_536_000_000

    private func cancel(_ bench: EngineBench) async throws -> AttemptReport {
        let result = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        guard case .attempted(let report) = result else {
            throw EngineError.inconsistent("not attempted: \(result)")
        }
        return report
    }

    private func reconcile(_ bench: EngineBench) async throws -> AttemptReport {
        let reports = try await bench.engine().reconcile(dueOnly: false, caller: bench.caller)
        return try #require(reports.first)
    }

    @Test func `a clock that jumps ahead while a view is read does not date the view`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let far = bench.clock.now().advanced(byMilliseconds: Self.year)
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
        bench.clock.setWall(start.advanced(byMilliseconds: -Self.year))
        bench.provider.disturbQueries(.lost(isApplied: false))
        _ = try await reconcile(bench)
        bench.clock.setWall(start.advanced(byMilliseconds: 30_000))
        #expect(try await !reconcile(bench).attempt.isSettled)
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a clock that is put right while a view is read does not shorten the quiescence`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let start = bench.clock.now()
        _ = try await cancel(bench)
        bench.clock.setWall(start.advanced(byMilliseconds: -Self.year))
        let right = start.advanced(byMilliseconds: 30_000)
        bench.provider.disturbQueries(.after { [clock = bench.clock] in clock.setWall(right) })
        let report = try await reconcile(bench)
        #expect(!report.attempt.isSettled)
        #expect(report.attempt.lastSentAt >= start)
        #expect(bench.provider.sent.count == 1)
        bench.clock.advance(milliseconds: 700_000)
        #expect(try await reconcile(bench).attempt.isSettled)
    }

    @Test func `a clock that goes to and fro by minutes does not shorten the quiescence`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let start = bench.clock.now()
        _ = try await cancel(bench)
        bench.clock.setWall(start.advanced(byMilliseconds: -400_000))
        _ = try await reconcile(bench)
        bench.clock.setWall(start.advanced(byMilliseconds: 250_000))
        #expect(try await !reconcile(bench).attempt.isSettled)
        #expect(bench.provider.sent.count == 1)
    }
}
