import MetricsTestKit
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@testable import OrderEngine

/// The metrics of the engine.
struct MetricsTests {
    private static func nanoseconds(_ milliseconds: Int64) -> Int64 { milliseconds * 1_000_000 }

    @Test func `requests are timed by call and answer`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(
            .after { [clock = bench.clock] in clock.advance(by: .milliseconds(1500)) })
        _ = try await bench.cancel(bench.engine())
        let sent = try bench.metrics.expectTimer(
            "payscore_provider_duration_seconds", [("call", "cancel"), ("outcome", "accepted")])
        #expect(sent.values == [Self.nanoseconds(1500)])
        let asked = try bench.metrics.expectTimer(
            "payscore_provider_duration_seconds", [("call", "query"), ("outcome", "accepted")])
        #expect(asked.values == [0])
        bench.provider.disturbQueries(.unreachable)
        _ = try? await bench.engine().query(bench.order, caller: bench.caller)
        _ = try bench.metrics.expectTimer(
            "payscore_provider_duration_seconds", [("call", "query"), ("outcome", "not_sent")])
    }

    @Test func `commits are timed, and those that failed by their code`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        journal.afterCommit { [clock = bench.clock] in clock.advance(by: .milliseconds(20)) }
        _ = try await engine.query(bench.order, caller: bench.caller)
        journal.failCommit(with: JournalError(.full, "the disk is full"))
        _ = try? await engine.query(bench.order, caller: bench.caller)
        let stored = try bench.metrics.expectTimer(
            "payscore_commit_duration_seconds", [("outcome", "committed")])
        #expect(stored.values == [Self.nanoseconds(20)])
        let failed = try bench.metrics.expectTimer(
            "payscore_commit_duration_seconds", [("outcome", "journal_failed")])
        #expect(failed.values == [0])
    }

    @Test func `the clock's offset is that of the last verified answer`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.sign { [clock = bench.clock] in clock.now().advanced(by: .seconds(-3)) }
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        let offset = try bench.metrics.expectGauge("payscore_clock_offset_seconds")
        #expect(offset.lastValue == 3)
        bench.provider.disturbQueries(.lost(isApplied: false))
        _ = try? await bench.engine().query(bench.order, caller: bench.caller)
        #expect(offset.values.count == 1)
    }

    @Test func `the journal's gauges tell what is open, used and unsealed`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let token = try await bench.permit(engine)
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.cancel(engine, permit: token)
        try await engine.refreshGauges()
        let records = try #require(try await bench.journal.read { try $0.end()?.sequence })
        let expected: [(String, [(String, String)], Double)] = [
            ("payscore_open_attempts", [("condition", "open")], 1),
            ("payscore_open_attempts", [("condition", "parked")], 0),
            ("payscore_velocity_used_calls", [], 1),
            ("payscore_velocity_limit_calls", [], 20),
            ("payscore_velocity_used_fen", [], 5000),
            ("payscore_velocity_limit_fen", [], 1_000_000),
            ("payscore_velocity_limit_tripped", [], 0),
            ("payscore_unsealed_records", [], Double(records)),
        ]
        for (label, dimensions, value) in expected {
            #expect(try bench.metrics.expectGauge(label, dimensions).lastValue == value)
        }
        // This journal has no head file.
        #expect(throws: (any Error).self) {
            try bench.metrics.expectGauge("payscore_head_lag_records")
        }
    }

    @Test func `every metric has a value for each of its dimensions`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .inService)
        _ = try await bench.cancel(engine)
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        _ = await engine.receive(
            WeChatNotification(headers: [], body: []), caller: bench.caller)
        try await engine.refreshGauges()
        let found =
            bench.metrics.counters.map { ($0.label, $0.dimensions) }
            + bench.metrics.timers.map { ($0.label, $0.dimensions) }
            + bench.metrics.recorders.map { ($0.label, $0.dimensions) }
        for (label, dimensions) in found {
            let metric = try #require(MetricName(rawValue: label))
            #expect(dimensions.map(\.0) == metric.dimensions.map(\.rawValue), "\(label)")
        }
        // Only what tells of a lead, a head or a change elsewhere is missing here.
        let missing = Set(MetricName.allCases.map(\.rawValue)).subtracting(found.map(\.0))
        let absent: [MetricName] = [.journalAhead, .headLag, .outsideChanges]
        #expect(missing == Set(absent.map(\.rawValue)))
    }
}
