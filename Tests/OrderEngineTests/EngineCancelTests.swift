import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

@Suite struct EngineCancelTests {
    @Test func `a created order is cancelled without a permit`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let result = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == .applied(.answered))
        #expect(result.report?.order.state == .known(.revoked))
        #expect(
            try await bench.events() == ["adopted", "decided", "intended", "settled", "revoked"])
    }

    @Test func `the intent and its exact bytes are durable before anything is sent`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let seen = Seen<[UInt8]>()
        bench.provider.disturbSending(
            .after { [journal = bench.journal, order = bench.order] in
                let found = try? await journal.read { reader in
                    try reader.order(order)?.openAttempt.flatMap { try reader.request(of: $0) }
                }
                await seen.note(found ?? nil)
            })
        _ = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        let sent = try #require(bench.provider.sent.first)
        #expect(
            await seen.value.flatMap { RequestEnvelope(bytes: $0) }?.openMessage == sent.message)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a cancel does not wait for another order's call to WeChat`() async throws {
        let bench = try EngineBench()
        let other = try OutOrderNumber("ORDER-2")
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.show(other, as: .createdOrder)
        let engine = bench.engine()
        let reason = try bench.reason()
        let seen = Seen<CallResult>()
        // While the request of one is under way, the other is cancelled from beginning to end.
        bench.provider.disturbSending(
            .after { [caller = bench.caller] in
                await seen.note(try? await engine.cancel(other, reason: reason, caller: caller))
            })
        let result = try await engine.cancel(bench.order, reason: reason, caller: bench.caller)
        #expect(await seen.value?.outcome == .applied(.answered))
        #expect(result.outcome == .applied(.answered))
        #expect(bench.provider.sent.map(\.order) == [bench.order, other])
    }

    @Test func `a careless cancel of an order awaiting payment is stopped`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let result = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        guard case .needsAcknowledgement(let answer) = result else {
            Issue.record("the cancel went through: \(result)")
            return
        }
        let loss = try #require(Loss([.collectionAbandoned], atStake: try Amount(fen: 5000)))
        #expect(answer.decision == .needsAcknowledgement(loss))
        #expect(answer.permit?.terms.loss == loss)
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `an acknowledged cancel spends its permit and goes through once`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let answer = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        let permit = try #require(answer.permit)
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        #expect(result.outcome == .applied(.answered))
        let second = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        guard case .permitUnusable(.spent, let again) = second else {
            Issue.record("spent twice: \(second)")
            return
        }
        #expect(again.reasons == [.alreadyRevoked])
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a permit for another amount is stale and asked again`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let answer = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        let permit = try #require(answer.permit)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 4000))
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        guard case .permitUnusable(.stale, let again) = result else {
            Issue.record("the stale permit was used: \(result)")
            return
        }
        #expect(again.permit?.terms.loss.atStake.fen == 4000)
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a permit of another order is foreign, an unknown one unknown`() async throws {
        let bench = try EngineBench()
        let other = try OutOrderNumber("ORDER-2")
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        bench.provider.show(other, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try #require(
            try await engine.cancelDecision(on: other, caller: bench.caller).permit)
        let foreign = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        let unknown = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(PermitToken("pmt_0")),
            caller: bench.caller)
        guard case .permitUnusable(.foreign, _) = foreign,
            case .permitUnusable(.unknown, _) = unknown
        else {
            Issue.record("used: \(foreign), \(unknown)")
            return
        }
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a permit expires, and a clock that is set back does not revive it`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let start = bench.clock.now()
        let permit = try #require(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller).permit)
        bench.clock.advance(by: Permit.standardLifetime)
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.clock.setWall(start)
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit.token),
            caller: bench.caller)
        guard case .permitUnusable(.expired, _) = result else {
            Issue.record("the expired permit was used: \(result)")
            return
        }
    }

    @Test func `an observation that took longer than the limit is not acted on`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbQueries(
            .after { [clock = bench.clock] in clock.advance(by: .milliseconds(5001)) })
        let result = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(result.reasons == [.observationTooOld])
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `may I and the act give the same reasons`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 2_000_000, paid: 100))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("争议中"), caller: bench.caller)
        let asked = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        let tried = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(asked.reasons == [.partlyPaid, .protected, .exceedsVelocityLimit])
        #expect(tried.reasons == asked.reasons)
        #expect(asked.permit == nil)
    }

    @Test func `a dry run spends nothing and sends nothing`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let result = try await bench.engine().cancel(
            bench.order, reason: try bench.reason(), dryRun: true, caller: bench.caller)
        guard case .dryRun(_, let request) = result else {
            Issue.record("not a dry run: \(result)")
            return
        }
        #expect(request.call == .cancel)
        #expect(bench.provider.sent.isEmpty)
        #expect(try await bench.events() == ["adopted", "decided"])
    }

    @Test func `of many callers with one permit one wins`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try #require(
            try await engine.cancelDecision(on: bench.order, caller: bench.caller).permit)
        let results = try await withThrowingTaskGroup(of: CallResult.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    try await engine.cancel(
                        bench.order, reason: try bench.reason(),
                        consent: bench.consent(permit.token),
                        caller: bench.caller)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter { $0.report != nil }.count == 1)
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `a second person must acknowledge where the policy says so`() async throws {
        var bench = try EngineBench()
        bench.settings.policy.secondPerson = SecondPersonGuard()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let answer = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        let due = try Amount(fen: 5000)
        let own = try answer.acknowledge(atStake: due, by: bench.caller.actor)
        let other = Caller(actor: try ActorName("李经理"), channel: bench.caller.channel)
        // Who makes the call does not matter: who asked for it stated the amount too.
        for caller in [bench.caller, other] {
            let alone = try await engine.cancel(
                bench.order, reason: bench.reason(), consent: own, caller: caller)
            #expect(alone.reasons == [.samePerson])
        }
        let together = try await engine.cancel(
            bench.order, reason: bench.reason(),
            consent: try answer.acknowledge(atStake: due, by: other.actor), caller: bench.caller)
        #expect(together.outcome == .applied(.answered))
        let intent = try #require(together.report?.attempt.intent.consent)
        #expect(
            intent.requestedBy.name == bench.caller.actor
                && intent.acknowledgedBy.name == other.actor)
    }
}

/// Holds what was seen in the middle of a call.
private actor Seen<Value: Sendable> {
    private(set) var value: Value?

    func note(_ value: Value?) {
        self.value = value
    }
}
