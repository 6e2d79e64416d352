import OrderEngine
import OrderJournal
import OrderLifecycle
import Sandbox
import Testing
import WeChatPay

/// Somebody between the merchant and WeChat keeps a signed answer to a query, and gives it out
/// again while a cancel is decided.
@Suite struct ReplayedAnswerTests {
    /// Runs `body` with an order whose bill is awaited, the consent to give it up, and a relay
    /// that has begun to repeat the answer on which the consent rests.
    private static func replaying(
        after pause: Duration, restarting isRestarted: Bool,
        _ body: (Stage, Engine, OutOrderNumber, Consent) async throws -> Void
    ) async throws {
        try await Stage.play { stage in
            let order = try await stage.orderAwaitingPayment("REPLAY-1")
            let relay = try await Relay.start(before: "\(stage.sandbox.baseURL)")
            let first = try stage.provider(through: relay.origin)
            let second = try stage.provider(through: relay.origin)
            do {
                let asked = try await stage.engine(on: first).cancelDecision(
                    on: order, caller: stage.caller)
                let consent = try asked.acknowledge(
                    atStake: try Amount(fen: 5000), by: stage.caller.actor)
                relay.replay()
                stage.clock.leap(by: pause)
                let engine = stage.engine(on: isRestarted ? second : first)
                try await body(stage, engine, order, consent)
                #expect(try await stage.received("cancel", order).isEmpty)
            } catch { Issue.record(error) }
            await first.shutdown()
            await second.shutdown()
            try await relay.stop()
        }
    }

    @Test func `an answer that was kept for twelve seconds forgives no bill`() async throws {
        try await Self.replaying(after: .seconds(12), restarting: true) {
            stage, engine, order, consent in
            let result = try await engine.cancel(
                order, reason: try CancelReason("误操作"), consent: consent, caller: stage.caller)
            guard case .denied(let answer) = result, case .denied(let denial) = answer.decision
            else { throw Unexpected(result) }
            #expect(denial.codes == ["clock_ahead"])
            let lead = try #require(denial.signedBeforeAsking)
            #expect((.seconds(11) ... .seconds(60)).contains(lead))
        }
    }

    @Test func `the same process believes no answer twice, however young it is`() async throws {
        try await Self.replaying(after: .zero, restarting: false) { stage, engine, order, consent in
            do {
                let result = try await engine.cancel(
                    order, reason: try CancelReason("误操作"), consent: consent, caller: stage.caller)
                throw Unexpected(result)
            } catch EngineError.unanswered(let answer) {
                #expect(answer.claim?.problem == .nonceRepeated)
            }
        }
    }
}
