import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What stops a request between its intent and its first byte.
struct EngineSendingTests {
    @Test func `a state that changes after the intent stops the sending`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .inService)
        let engine = bench.engine()
        let other = bench.engine(seed: 8)
        journal.afterCommit {
            bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
            _ = try? await other.query(bench.order, caller: bench.caller)
        }
        #expect(try await bench.cancel(engine).outcome == .notApplied(.changed))
        #expect(bench.provider.sent.isEmpty)

        // So it is not this attempt that takes effect when somebody else cancels later.
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await other.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["completed_outside", "revoked_outside"])
    }

    @Test func `a protection that comes while an attempt waits stops the resending`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let running = Refusal.of(.deductionRunning, "PARAM_ERROR")
        bench.provider.disturbSending(.refused(running))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("争议中"), caller: bench.caller)
        bench.clock.advance(by: .milliseconds(180_001))
        #expect(try await bench.reconcile(engine).outcome == .refused(running))
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a sending is not made long after its record`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .createdOrder)
        journal.afterCommit { bench.clock.advance(by: .milliseconds(5001)) }
        let slow = FakeProvider.Mishap.after { bench.clock.advance(by: .seconds(30)) }
        bench.provider.disturbQueries(.after {}, slow, slow, slow, slow, slow, slow)
        #expect(try await bench.cancel(bench.engine()).outcome == .notApplied(.neverSent))
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `the quiescence begins when the sending is given up`() throws {
        let start = Timestamp(clamping: 1_000_000)
        let situation = CallSituation(
            state: .known(.created(riskFund: nil)), actor: try ActorName("wang"))
        guard case .allowed(let clearance) = CallPolicy().decision(on: situation) else {
            Issue.record("not allowed")
            return
        }
        let sent = try Attempt.beginning(
            clearance, intendedAt: start, acknowledgedUntil: start, retryPolicy: .standard
        )
        .following(
            .dispatchDurable(observationAge: ObservationAge(sinceAsked: .zero)),
            now: start.advanced(by: .seconds(4)))
        #expect(sent.attempt.lastSentAt == start.advanced(by: .seconds(4)))
        let lost = try sent.attempt.following(
            .answered(.unknown), now: start.advanced(by: .seconds(124)))
        #expect(lost.attempt.quietAt == start.advanced(by: .seconds(724)))
    }
}
