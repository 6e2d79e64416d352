import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A call that gives a bill up is requested by one person and acknowledged by another, and made on
/// what WeChat says then.
@Suite struct EngineApprovalsTests {
    private var bench: EngineBench

    init() throws {
        bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 12_800))
    }

    @Test func `a requested cancel is sent once, when another person states the amount`()
        async throws
    {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        #expect(bench.provider.sent.isEmpty)
        let result = try await bench.acknowledge(engine, id)
        guard case .made(let approval, let call) = result else {
            Issue.record("not made: \(result)")
            return
        }
        #expect(call.outcome == .applied(.answered))
        #expect(approval.condition == .made(id.attempt))
        #expect(bench.provider.sent.count == 1)
        let intent = try #require(try await bench.records().last { $0.event == "intended" })
        #expect(intent.detail?["requested_by"] == "周小明")
        #expect(intent.detail?["acknowledged_by"] == "李敏")
        #expect(intent.detail?["approval"] == id.text)
        #expect(intent.caller == bench.caller)
        #expect(
            try await bench.events() == [
                "adopted", "decided", "approval_requested", "approval_acknowledged",
                "observation_confirmed", "decided", "permit_issued", "intended", "settled",
                "revoked",
            ])
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
        // Nobody acknowledges it again.
        let again = try await bench.acknowledge(engine, id, by: bench.director)
        #expect(again.code == "approval_over")
        #expect(bench.provider.sent.count == 1)
    }

    @Test(arguments: [0, 1, 12_799, 12_801, 128])
    func `another amount sends nothing, and is recorded`(fen: Int64) async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let result = try await bench.acknowledge(engine, id, fen)
        #expect(result.code == "approval_amount_differs")
        #expect(bench.provider.sent.isEmpty)
        let tried = try #require(try await bench.records().last)
        #expect(try tried.event == "decided" && tried.caller == bench.manager)
        #expect(tried.detail?["problem"] == "approval_amount_differs")
        #expect(try await bench.acknowledge(engine, id).code == "answered")
    }

    @Test func `nobody acknowledges a request of their own`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let own = try await bench.acknowledge(engine, id, by: bench.caller)
        #expect(own.code == "approval_own_request")
        // Whatever way in they take.
        let elsewhere = Caller(actor: bench.caller.actor, channel: try CallerChannel("http"))
        #expect(
            try await bench.acknowledge(engine, id, by: elsewhere).code == "approval_own_request")
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `from an amount on two people must acknowledge it`() async throws {
        var bench = bench
        bench.settings.policy.twoPeople = TwoPeopleGuard(from: try Amount(fen: 12_800))
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        #expect(try await bench.acknowledge(engine, id).code == "waiting")
        #expect(try await bench.acknowledge(engine, id).code == "approval_repeated")
        #expect(bench.provider.sent.isEmpty)
        #expect(try await bench.acknowledge(engine, id, by: bench.director).code == "answered")
        let intent = try #require(try await bench.records().last { $0.event == "intended" })
        #expect(intent.detail?["acknowledged_by"] == "李敏")
        #expect(intent.detail?["also_acknowledged_by"] == "陈杰")
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `a consent of one person is not enough where two are asked for`() async throws {
        // Of a time when the policy asked for one.
        let permit = try await bench.permit(bench.engine())
        var bench = bench
        bench.settings.policy.twoPeople = TwoPeopleGuard(from: try Amount(fen: 12_800))
        let engine = bench.engine()
        let result = try await bench.cancel(engine, permit: permit, stating: 12_800)
        #expect(result.reasons == [.secondApproverMissing])
        #expect(bench.provider.sent.isEmpty)
        // What nobody could use alone is not handed out.
        let answer = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        #expect(answer.decision.code == .needsAcknowledgement)
        #expect(answer.permit == nil)
        #expect(try await bench.events().last == "decided")
    }

    @Test func `where people must be verified, a claimed name neither requests nor acknowledges`()
        async throws
    {
        var bench = bench
        bench.settings.policy.verifiedPerson = VerifiedPersonGuard()
        let engine = bench.engine()
        let claimed = try await engine.approvals.request(
            .cancel(reason: CancelReason("x")), of: bench.order, caller: bench.caller)
        #expect(claimed.code == "approval_person_not_verified")
        let clerk = try bench.caller.verified
        let requested = try await engine.approvals.request(
            .cancel(reason: CancelReason("x")), of: bench.order, caller: clerk)
        guard case .waiting(let approval) = requested else {
            Issue.record("nothing waits: \(requested)")
            return
        }
        #expect(
            try await bench.acknowledge(engine, approval.id).code == "approval_person_not_verified")
        #expect(bench.provider.sent.isEmpty)
        let manager = try bench.manager.verified
        #expect(
            try await bench.acknowledge(engine, approval.id, by: manager).code == "answered")
    }

    @Test func `of what was never requested nothing can be said`() async throws {
        let engine = bench.engine()
        let id = try ApprovalID("apr_00112233445566778899")
        #expect(try await bench.acknowledge(engine, id).code == "approval_unknown")
        let rejected = try await engine.approvals.reject(
            id, reason: OperatorReason("x"), caller: bench.manager)
        #expect(rejected.code == "approval_unknown")
        #expect(try await bench.journal.read { try $0.approval(id) } == nil)
    }

    @Test func `another amount at stake sends it back to people`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 9000))
        let result = try await bench.acknowledge(engine, id)
        guard case .waiting(let approval) = result else {
            Issue.record("not sent back: \(result)")
            return
        }
        #expect(approval.terms.loss?.atStake == (try Amount(fen: 9000)))
        #expect(approval.terms.acknowledgedBy.isEmpty)
        #expect(bench.provider.sent.isEmpty)
        #expect(try await bench.events().last == "approval_sent_back")
        #expect(try await bench.acknowledge(engine, id).code == "approval_amount_differs")
        #expect(try await bench.acknowledge(engine, id, 9000).code == "answered")
        #expect(bench.provider.sent.count == 1)
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `an order that was closed meanwhile ends it`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        bench.provider.show(bench.order, as: .done(paid: 12_800))
        let result = try await bench.acknowledge(engine, id)
        guard case .ended(let approval) = result else {
            Issue.record("not ended: \(result)")
            return
        }
        #expect(approval.condition == .ended(.denied))
        #expect(bench.provider.sent.isEmpty)
        let denied = try #require(try await bench.records().last { $0.event == "decided" })
        #expect(denied.detail?["reasons"] == "already_done")
    }

    @Test func `a protection set meanwhile ends it`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("争议中"), caller: bench.director)
        #expect(try await bench.acknowledge(engine, id).code == "denied")
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `what WeChat cannot be asked about waits, and is made later`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        bench.provider.disturbQueries(.unreachable)
        #expect(try await bench.acknowledge(engine, id).code == "waiting")
        #expect(bench.provider.sent.isEmpty)
        // What was said is recorded.
        let known = try #require(try await engine.approvals.known(id))
        #expect(known.terms.acknowledgedBy.map(\.name.text) == ["李敏"])
        let made = try await engine.approvals.run(caller: bench.caller)
        #expect(made.map(\.code) == ["answered"])
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `who said yes is told so, when a round makes the call before the answer`()
        async throws
    {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 12_800))
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let rounds = bench.engine(seed: 8)
        journal.afterCommit { [bench] in
            let made = try? await rounds.approvals.run(caller: bench.caller)
            #expect(made?.map(\.code) == ["answered"])
        }
        guard case .ended(let approval) = try await bench.acknowledge(engine, id) else {
            Issue.record("the word counted, and another answer came")
            return
        }
        #expect(approval.condition == .made(id.attempt))
        #expect(approval.terms.acknowledgedBy.map(\.name.text) == ["李敏"])
        #expect(bench.provider.sent.count == 1)
        #expect(try await JournalVerifier().verify(journal).isSound)
    }

    @Test func `the bytes that were approved are those that are sent`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let (journal, attempt) = (bench.journal, id.attempt)
        let approved = try await journal.read { try $0.request(of: id) }
        _ = try await bench.acknowledge(bench.engine(seed: 99), id)
        let sent = try await journal.read { try $0.request(of: attempt) }
        #expect(approved != nil && approved == sent)
        #expect(try await bench.records().last { $0.event == "intended" }?.reason == "用户取消")
    }

    @Test func `a requested cancel whose answer is lost is resolved like any other`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        bench.provider.disturbSending(.lost(isApplied: true))
        guard case .made(_, let call) = try await bench.acknowledge(engine, id) else {
            Issue.record("not made")
            return
        }
        #expect(call.outcome == .applied(.found))
        #expect(try await engine.approvals.run(caller: bench.caller).isEmpty)
        #expect(bench.provider.sent.count == 1)
    }

    // MARK: Ends

    @Test func `a rejected request is never made`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let result = try await engine.approvals.reject(
            id, reason: OperatorReason("客户仍在使用"), caller: bench.manager)
        #expect(result.code == "rejected")
        let last = try #require(try await bench.records().last)
        #expect(last.event == "approval_rejected" && last.reason == "客户仍在使用")
        #expect(try last.caller == bench.manager)
        #expect(try await bench.acknowledge(engine, id, by: bench.director).code == "approval_over")
        #expect(try await engine.approvals.run(caller: bench.manager).isEmpty)
        #expect(bench.provider.sent.isEmpty)
        // Another one may be requested now.
        #expect(try await bench.request(engine).code == "waiting")
    }

    @Test func `only who requested it withdraws it`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        #expect(
            try await engine.approvals.withdraw(id, caller: bench.manager).code
                == "approval_other_requester")
        #expect(try await engine.approvals.withdraw(id, caller: bench.caller).code == "withdrawn")
        #expect(try await bench.acknowledge(engine, id).code == "approval_over")
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a row that says more than the records makes no call`() async throws {
        let journal = InMemoryJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 12_800))
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let waiting = try #require(try await engine.approvals.known(id))
        _ = try await engine.approvals.withdraw(id, caller: bench.caller)
        journal.tamper { $0.approvals = [waiting] }
        await #expect(throws: EngineError.self) { try await bench.acknowledge(engine, id) }
        await #expect(throws: EngineError.self) {
            try await engine.approvals.run(caller: bench.caller)
        }
        #expect(bench.provider.sent.isEmpty)
        #expect(try await !bench.events().contains("intended"))
    }

    @Test func `its time over, it ends, whoever says yes`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine, try ApprovalTerms(lifetime: .seconds(60)))
        bench.clock.advance(by: .seconds(60))
        #expect(try await bench.acknowledge(engine, id).code == "expired")
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `its time over, a round ends it without asking WeChat`() async throws {
        let engine = bench.engine()
        _ = try await bench.requested(engine)
        let asked = bench.provider.calls.count
        bench.clock.advance(by: .seconds(28_800))
        #expect(try await engine.approvals.run(caller: bench.manager).map(\.code) == ["expired"])
        #expect(bench.provider.calls.count == asked)
        #expect(try await engine.approvals.list().elements.isEmpty)
        #expect(try await engine.approvals.list(waitingOnly: false).elements.count == 1)
    }

    // MARK: Requests that wait for nobody

    @Test func `what gives nothing up is not requested, and what is denied does not wait`()
        async throws
    {
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .createdOrder)
        #expect(try await bench.request(engine).code == "not_needed")
        bench.provider.show(bench.order, as: .revokedOrder)
        #expect(try await bench.request(engine).code == "denied")
        #expect(try await engine.approvals.list(waitingOnly: false).elements.isEmpty)
    }

    @Test func `one request of an order waits at a time`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        guard case .refused(.waiting, let other) = try await bench.request(engine) else {
            Issue.record("two wait")
            return
        }
        #expect(other?.id == id)
    }

    // MARK: Other calls

    @Test func `a lower amount is requested and made`() async throws {
        let engine = bench.engine()
        let result = try await engine.approvals.request(
            .modify(json: EngineBench.total(10_000)), of: bench.order, caller: bench.caller)
        guard case .waiting(let approval) = result else {
            Issue.record("nothing waits: \(result)")
            return
        }
        #expect(approval.terms.loss?.atStake == (try Amount(fen: 2800)))
        #expect(try await bench.acknowledge(engine, approval.id, 2800).code == "answered")
        #expect(bench.provider.sent.map(\.call) == [.modify(total: try Amount(fen: 10_000))])
    }

    @Test func `a report of a payment elsewhere is requested and made`() async throws {
        let engine = bench.engine()
        let result = try await engine.approvals.request(
            .reportPaid(at: bench.paidAt, reason: OperatorReason("现金")), of: bench.order,
            caller: bench.caller)
        guard case .waiting(let approval) = result else {
            Issue.record("nothing waits: \(result)")
            return
        }
        #expect(approval.reason == "现金")
        #expect(try await bench.acknowledge(engine, approval.id).code == "answered")
    }

    @Test func `a direct call goes on beside a request, and the request is denied after`()
        async throws
    {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let permit = try await bench.permit(engine)
        #expect(
            try await bench.cancel(engine, permit: permit, stating: 12_800).outcome
                == .applied(.answered))
        #expect(try await bench.acknowledge(engine, id).code == "denied")
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `many who say yes at once send it once`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine)
        let people = try (1...16).map {
            Caller(actor: try ActorName("经理-\($0)"), channel: bench.caller.channel)
        }
        let codes = try await withThrowingTaskGroup(of: String.self) { group in
            for person in people {
                group.addTask { try await bench.acknowledge(engine, id, by: person).code }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.filter { $0 == "answered" }.count == 1)
        #expect(bench.provider.sent.count == 1)
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }
}

extension Caller {
    /// The same, as a system has verified them.
    fileprivate var verified: Caller {
        get throws {
            Caller(
                actor: actor, channel: channel,
                identification: .verified(by: try IdentificationMethod("test")))
        }
    }
}
