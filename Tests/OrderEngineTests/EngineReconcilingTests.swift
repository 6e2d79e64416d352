import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Reconciling beside other engines and other attempts.
struct EngineReconcilingTests {
    @Test func `an engine that was overtaken by another takes nothing back`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.disturbSending(.lost(isApplied: false), .lost(isApplied: false))
        let (engine, other) = (bench.engine(), bench.engine(seed: 8))
        _ = try await bench.cancel(engine)
        bench.clock.advance(by: .milliseconds(600_001))
        // While the other waits for its observation, which then fails, this one sends again.
        bench.provider.disturbQueries(
            .after {
                _ = try? await engine.reconcile(caller: bench.caller)
                bench.provider.show(bench.order, as: nil)
            })
        let error = await #expect(throws: EngineError.self) {
            _ = try await other.reconcile(caller: bench.caller)
        }
        #expect(error?.code == .journalFailed, "\(String(describing: error))")
        #expect(error?.isTransient == true)
        #expect(bench.provider.sent.count == 2)
        let attempt = try #require(
            try await bench.journal.read { try $0.attempts(openOnly: true, before: nil, limit: 1) }
                .first)
        #expect(attempt.dispatches == 2)
        #expect(attempt.lastSentAt >= bench.clock.now().advanced(by: .seconds(-10)))
    }

    @Test func `an attempt that cannot be looked into does not hold up the others`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let other = try OutOrderNumber("ORDER-2")
        let engine = bench.engine()
        for order in [bench.order, other] {
            bench.provider.show(order, as: .createdOrder)
            bench.provider.disturbSending(.lost(isApplied: false))
            _ = try await engine.cancel(
                order, reason: try bench.reason(), caller: bench.caller)
            bench.provider.show(order, as: .revokedOrder)
        }
        journal.failCommit(with: JournalError(.inputOutput, "told so"))
        await #expect(throws: EngineError.self) {
            try await engine.reconcile(dueOnly: false, caller: bench.caller)
        }
        let open = try await journal.read {
            try $0.attempts(openOnly: true, before: nil, limit: 10)
        }
        #expect(open.map(\.subject) == [.order(other)])
    }
}
