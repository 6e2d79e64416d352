import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What must not happen however awkward the moment is.
@Suite struct EngineDefenceTests {
    // MARK: Observations that are not believed

    @Test func `an acknowledgement of less than the fresh observation shows is never used`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 1))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let result = try await bench.cancel(engine, permit: permit, stating: 1)
        #expect(result.reasons == [.observationTooOld])
        let asked = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        #expect(asked.reasons == [.observationTooOld])
        #expect(asked.permit == nil)
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a fresh observation that contradicts what is known permits nothing`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000, paid: 1000))
        #expect(try await bench.cancel(engine, permit: permit).reasons == [.observationTooOld])
        #expect(bench.alarms.codes == ["contradiction"])
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `nothing is completed on an observation that contradicts what is known`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(
            bench.order,
            as: OrderSnapshot(
                state: "DOING", stateDescription: "USER_CONFIRM", riskFund: .fen(99)))
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        guard result.reasons == [.indeterminateState] else {
            Issue.record("completed: \(result)")
            return
        }
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `paid after it had lapsed is a contradiction`() {
        let finding = OrderState.known(.expired).finding(in: .indeterminate(.paidButOpen))
        #expect(finding == .contradiction(.liveAfterExpired))
    }

    // MARK: Between the intent and the sending

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
            .answered(.lost), now: start.advanced(by: .seconds(124)))
        #expect(lost.attempt.quietAt == start.advanced(by: .seconds(724)))
    }

    // MARK: Outcomes

    @Test func `an attempt with a lost sending never ends without an observation`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(
            .lost(isApplied: false), .refused(.of(.alreadyRevoked, "ORDER_CANCELED")))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        bench.clock.advance(by: .milliseconds(600_001))
        bench.provider.disturbQueries(.after {}, .unreachable, .unreachable)
        #expect(try await bench.reconcile(engine).outcome == nil)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == nil)
        bench.provider.show(bench.order, as: .revokedOrder)
        #expect(try await bench.reconcile(engine).outcome == .applied(.found))
    }

    @Test func `a refused create does not count as done because another's order is there`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let refusal = Refusal.of(.invalidRequest, "INVALID_REQUEST")
        bench.provider.disturbSending(.refused(refusal))
        let result = try await bench.engine().create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .refused(refusal))
        #expect(report.order.state.code == "in_service")
    }

    @Test func `a refused complete does not count as done because another's went through`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let refusal = Refusal.of(.invalidRequest, "INVALID_REQUEST")
        bench.provider.disturbSending(.refused(refusal))
        bench.provider.disturbQueries(
            .after {},
            .after { bench.provider.show(bench.order, as: .awaitingPayment(due: 77)) })
        let result = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .refused(refusal))
        #expect(report.order.state.code == "awaiting_payment")
    }

    @Test func `a rate limit on a repeated create is waited out`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.disturbSending(
            .refused(.of(.rateLimited, "FREQUENCY_LIMITED", status: 429)))
        let result = try await engine.create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        guard case .attempted(let report, let receipt) = result else {
            Issue.record("not attempted: \(result)")
            return
        }
        #expect(report.outcome == .applied(.answered))
        #expect(receipt != nil)
        #expect(bench.provider.sent.count == 2)
    }

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
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
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

    @Test func `a refusal whose code begins with a combining mark ends the attempt`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let refusal = Refusal(
            kind: .other, code: "\u{301}ODD", status: 400, message: "\u{301}奇怪")
        bench.provider.disturbSending(.refused(refusal))
        #expect(try await bench.cancel(bench.engine()).outcome == .refused(refusal))
    }

    // MARK: Reconciling

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
