import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

/// What must be so before the same bytes leave again.
struct ResendingTests {
    @Test func `each resending is durable before it is made`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let recorded = Mutex<[String]>([])
        let limited = Refusal.of(.rateLimited, "FREQUENCY_LIMITED", status: 429)
        bench.provider.disturbSending(
            .refused(limited),
            .after {
                let events = (try? await bench.events()) ?? []
                recorded.withLock { $0 = events }
            })
        let result = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == .applied(.answered))
        #expect(recorded.withLock { $0.count { $0 == "dispatched" } } == 1)
        #expect(result.report?.attempt.dispatches == 2)
    }

    @Test func `bytes that were altered in the journal are never sent`() async throws {
        let journal = InMemoryJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        _ = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        journal.tamper { books in
            for id in books.requests.keys { books.requests[id]?.append(0x20) }
        }
        bench.clock.advance(by: .milliseconds(600_001))
        await #expect(throws: EngineError.self) {
            try await engine.reconcile(dueOnly: false, caller: bench.caller)
        }
        #expect(bench.provider.sent.count == 1)
    }
}
