import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What an attempt does after it was given up is alarmed, and blamed on no other.
struct LateEffectTests {
    @Test func `a cancel of which nothing was sent is not blamed for a later one`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.unreachable)
        let engine = bench.engine()
        #expect(try await bench.cancel(engine).outcome == .notApplied(.neverSent))
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["revoked_outside"])
    }

    @Test func `an effect that shows between the last look and the end is alarmed`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        let other = bench.engine(seed: 8)
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        bench.clock.advance(by: .milliseconds(600_001))
        journal.afterCommit {
            bench.provider.show(bench.order, as: .revokedOrder)
            _ = try? await other.query(bench.order, caller: bench.caller)
        }
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.changed))
        #expect(bench.alarms.codes == ["applied_late"])
    }

    @Test func `a late effect that shows during the next cancel is alarmed`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        let permit = try await bench.permit(engine)
        journal.afterCommit {
            bench.clock.advance(by: .seconds(6))
            bench.provider.show(bench.order, as: .revokedOrder)
        }
        let result = try await bench.cancel(engine, permit: permit)
        #expect(result.outcome == .notApplied(.changed), "\(result)")
        #expect(bench.provider.sent.count == 1)
        #expect(bench.alarms.codes == ["applied_late"])
    }

    @Test func `a late effect that shows during a complete is alarmed`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(
            .lost(isApplied: false), .lost(isApplied: false), .lost(isApplied: false),
            .refused(.of(.wrongState, "INVALID_ORDER_STATE")))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        var outcome: AttemptOutcome?
        while outcome == nil {
            bench.clock.advance(by: .milliseconds(600_001))
            outcome = try await bench.reconcile(engine).outcome
        }
        #expect(outcome == .notApplied(.unchanged))
        bench.provider.disturbQueries(
            .after {}, .after { bench.provider.show(bench.order, as: .revokedOrder) })
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(result.report?.order.state == .known(.revoked), "\(result)")
        #expect(bench.alarms.codes == ["applied_late"])
    }
}
