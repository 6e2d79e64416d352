import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// WeChat is asked to collect at most once an hour for an order; what became of a lost answer stays
/// unproven, and nothing is sent again.
@Suite struct EngineCollectTests {
    private static func bench() async throws -> (EngineBench, Engine) {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        return (bench, engine)
    }

    private static func collect(_ engine: Engine, _ bench: EngineBench) async throws -> CallResult {
        try await engine.collect(bench.order, caller: bench.caller)
    }

    @Test func `a collect changes nothing of the order, and asks nobody to consent`() async throws {
        let (bench, engine) = try await Self.bench()
        let before = try await bench.projection()
        let result = try await Self.collect(engine, bench)
        #expect(result.outcome == .applied(.answered))
        #expect(result.report?.order.state == before.state)
        #expect(bench.provider.sent.map(\.call) == [.collect])
        // One question before it, and none after.
        #expect(bench.provider.calls.count { $0 == .query(bench.order) } == 2)
        #expect(try await engine.velocityUsage() == VelocityUsage())
        #expect(bench.alarms.codes == [])
    }

    @Test(
        arguments: [
            .lost(isApplied: true), .lost(isApplied: false), .failed(isApplied: true),
        ] as [FakeProvider.Mishap])
    func `a lost answer is unproven at once`(mishap: FakeProvider.Mishap) async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(mishap)
        #expect(try await Self.collect(engine, bench).outcome == .unproven)
        // Nothing stays open, and nothing is asked or sent again.
        #expect(try await engine.reconcile(dueOnly: false, caller: bench.caller).isEmpty)
        #expect(bench.provider.sent.count == 1)
        #expect(bench.provider.calls.count { $0 == .query(bench.order) } == 2)
        let end = try #require(try await bench.records().last { $0.event == "settled" })
        #expect(end.detail?["outcome"] == "unproven")
        #expect(["timed_out", "server_error"].contains(end.detail?["why"]))
        // It counts all the same.
        #expect(try await Self.collect(engine, bench).reasons == [.collectedLately])
    }

    @Test func `another collect is denied for an hour, with the moment of the next`() async throws {
        let (bench, engine) = try await Self.bench()
        let start = bench.clock.now()
        _ = try await Self.collect(engine, bench)
        bench.clock.advance(by: .seconds(3599))
        let denied = try await Self.collect(engine, bench)
        #expect(denied.reasons == [.collectedLately])
        guard case .denied(let answer) = denied, case .denied(let denial) = answer.decision else {
            Issue.record("\(denied)")
            return
        }
        #expect(denial.nextCollectAt == start.advanced(by: .seconds(3600)))
        let asked = try await engine.decision(
            on: bench.order, for: .collect, caller: bench.caller)
        #expect(asked.reasons == [.collectedLately])
        bench.clock.advance(by: .seconds(1))
        #expect(try await Self.collect(engine, bench).outcome == .applied(.answered))
        #expect(bench.provider.sent.count == 2)
    }

    @Test func `a clock that is set ahead or back permits no second one too early`() async throws {
        let (bench, engine) = try await Self.bench()
        _ = try await Self.collect(engine, bench)
        bench.clock.setWall(bench.clock.now().advanced(by: .seconds(-86_400)))
        #expect(try await Self.collect(engine, bench).reasons == [.collectedLately])
    }

    @Test func `what provably was not sent does not count, and a refusal does`() async throws {
        let (bench, engine) = try await Self.bench()
        bench.provider.disturbSending(.unreachable)
        #expect(try await Self.collect(engine, bench).outcome == .notApplied(.neverSent))
        let refused = Refusal.of(.rateLimited, "FREQUENCY_LIMITED", status: 429)
        bench.provider.disturbSending(.refused(refused))
        #expect(try await Self.collect(engine, bench).outcome == .refused(refused))
        #expect(try await Self.collect(engine, bench).reasons == [.collectedLately])
        #expect(bench.provider.sent.count == 2)
    }

    @Test func `the guard finds the last one behind many other records`() async throws {
        let (bench, engine) = try await Self.bench()
        _ = try await Self.collect(engine, bench)
        for _ in 0..<250 { _ = try await engine.query(bench.order, caller: bench.caller) }
        #expect(try await Self.collect(engine, bench).reasons == [.collectedLately])
    }

    @Test func `another order's collect does not count`() async throws {
        let (bench, engine) = try await Self.bench()
        let other = try OutOrderNumber("ORDER-2")
        bench.provider.show(other, as: .awaitingPayment(due: 1))
        _ = try await engine.collect(other, caller: bench.caller)
        #expect(try await Self.collect(engine, bench).outcome == .applied(.answered))
    }

    @Test func `after a crash the attempt is unproven, and counts`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        // The journal fails once the answer is to be recorded.
        bench.provider.disturbSending(
            .after { journal.failCommit(with: JournalError(.inputOutput, "the disk failed")) })
        await #expect(throws: EngineError.self) {
            try await bench.engine().collect(bench.order, caller: bench.caller)
        }
        let restarted = bench.engine(seed: 8)
        #expect(
            try await Self.collect(restarted, bench).reasons?.contains(.attemptUnresolved) == true)
        let sent = bench.provider.calls.count
        #expect(try await bench.reconcile(restarted).outcome == .unproven)
        #expect(bench.provider.calls.count == sent)
        #expect(try await Self.collect(restarted, bench).reasons == [.collectedLately])
    }

    @Test(
        arguments: [
            (.inService, [.notCompleted]), (.done(paid: 5000), [.alreadyDone]),
            (.revokedOrder, [.alreadyRevoked]),
        ] as [(OrderSnapshot, [DenialReason])])
    func `only an order that awaits payment is collected for`(
        shown: OrderSnapshot, reasons: [DenialReason]
    ) async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: shown)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(try await Self.collect(engine, bench).reasons == reasons)
        #expect(bench.provider.sent.isEmpty)
    }
}
