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

    @Test func `of two resendings of one attempt the journal takes one`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let report = try #require(try await bench.cancel(bench.engine()).report)
        let again = RecordDraft(
            .order(bench.order), .attempt(.dispatched(report.attempt.id, count: 2)),
            cause: Cause(.call),
            caller: bench.caller, origin: .sample, at: bench.clock.now())
        try await bench.journal.commit(on: .wholeJournal) { _ = try $0.append(again) }
        await #expect {
            try await bench.journal.commit(on: .wholeJournal) { _ = try $0.append(again) }
        } throws: { ($0 as? JournalError)?.code == .conflict }
    }
}
