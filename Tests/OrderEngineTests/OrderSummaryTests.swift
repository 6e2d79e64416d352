import Crypto
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Where an order is and how it got there.
@Suite struct OrderSummaryTests {
    @Test func `an order that nobody knows has no summary`() async throws {
        let bench = try EngineBench()
        #expect(try await bench.engine().summary(of: bench.order) == nil)
    }

    @Test func `a bill that was forgiven names the amount and the people`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await engine.query(bench.order, caller: bench.caller)
        let known = try #require(try await engine.summary(of: bench.order))
        #expect(known.begun == known.reached)
        #expect(known.givenUp.isEmpty && known.lastCall == nil && known.checkpoint == nil)
        let result = try await bench.cancel(engine, permit: try await bench.permit(engine))
        #expect(result.outcome == .applied(.answered))
        let summary = try #require(try await engine.summary(of: bench.order))
        #expect(summary.order.state == .known(.revoked))
        #expect(summary.reached?.event == "revoked")
        let call = try #require(summary.givenUp.first)
        #expect(summary.givenUp == [call] && summary.lastCall == call)
        #expect(call.isApplied == true && call.refusal == nil)
        #expect(call.intent.consent?.givenUp == .of(fen: 5000))
        #expect(call.intent.consent?.acknowledgedBy.name == (try ActorName("李敏")))
        #expect(call.record.reason == "用户取消")
        #expect(summary.reached?.cause.id == call.intent.attempt.text)
        #expect(summary.begun.event == "adopted")
    }

    @Test func `an order is sealed if its last record is`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let sealer = JournalSealer(
            journal: bench.journal, key: Curve25519.Signing.PrivateKey(), caller: bench.caller)
        let checkpoint = try await sealer.seal(at: bench.clock.now())
        #expect(try await engine.summary(of: bench.order)?.checkpoint == checkpoint)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("x"), caller: bench.caller)
        #expect(try await engine.summary(of: bench.order)?.checkpoint == nil)
    }

    @Test func `a refusal gives nothing up, and its words are kept`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let refusal = Refusal.of(.wrongState, "INVALID_ORDER_STATE")
        bench.provider.disturbSending(.refused(refusal))
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        let summary = try #require(try await engine.summary(of: bench.order))
        #expect(summary.givenUp.isEmpty)
        #expect(summary.lastCall?.refusal == refusal)
        #expect(summary.lastCall?.isApplied == false)
    }

    @Test func `a late effect turns a call that failed into one that gave up`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.disturbSending(.lost(isApplied: false))
        _ = try await bench.cancel(engine, permit: try await bench.permit(engine))
        let open = try #require(try await engine.summary(of: bench.order))
        #expect(open.givenUp.count == 1 && open.givenUp.first?.isApplied == nil)
        bench.clock.advance(by: .milliseconds(600_001))
        _ = try await bench.reconcile(engine)
        #expect(try await engine.summary(of: bench.order)?.givenUp.isEmpty == true)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        let late = try #require(try await engine.summary(of: bench.order))
        #expect(late.givenUp.first?.isAppliedLate == true)
        #expect(late.givenUp.first?.isApplied == true)
    }
}
