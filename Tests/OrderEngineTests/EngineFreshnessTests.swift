import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

/// That old answers pass for nothing fresh.
@Suite struct EngineFreshnessTests {
    private static func bench(oursAhead ahead: Int64 = 0) throws -> (EngineBench, WeChatClock) {
        let bench = try EngineBench()
        let weChat = WeChatClock(bench.clock, oursAhead: ahead)
        bench.provider.sign { weChat.now }
        return (bench, weChat)
    }

    private static func denial(_ result: CallResult) throws -> Denial {
        guard case .denied(let answer) = result, case .denied(let denial) = answer.decision else {
            throw EngineError.inconsistent("not denied: \(result)")
        }
        return denial
    }

    // MARK: The observation

    @Test func `a kept answer is as old as its signature`() async throws {
        let (bench, weChat) = try Self.bench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        weChat.keep(weChat.now)
        bench.clock.advance(by: .seconds(12))
        let denial = try Self.denial(try await bench.cancel(engine, permit: permit))
        #expect(denial.codes == ["clock_ahead"])
        #expect(denial.sentences.first?.english.contains("clock is 12 s ahead") == true)
        #expect(bench.provider.sent.isEmpty)
        #expect(try await bench.records().last?.detail?["reasons"] == "clock_ahead")

        weChat.keep(nil)
        #expect(try await bench.cancel(engine, permit: permit).outcome == .applied(.answered))
    }

    @Test(arguments: [4000, 0, -200_000] as [Int64])
    func `a clock that is behind, or a little ahead, still cancels`(ahead: Int64) async throws {
        let (bench, _) = try Self.bench(oursAhead: ahead)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        #expect(try await bench.cancel(engine, permit: permit).outcome == .applied(.answered))
    }

    @Test func `a clock that is ahead by more denies every cancel, and completes all the same`()
        async throws
    {
        let (bench, _) = try Self.bench(oursAhead: 7000)
        bench.provider.show(bench.order, as: .inService)
        let engine = bench.engine()
        let denial = try Self.denial(try await bench.cancel(engine))
        #expect(denial.codes == ["clock_ahead"])
        #expect(denial.sentences.first?.english.contains("clock is 7 s ahead") == true)
        let asked = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        #expect(asked.reasons == [.clockAhead])
        #expect(asked.permit == nil)
        #expect(bench.provider.sent.isEmpty)
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(result.report?.outcome == .applied(.answered))
    }

    @Test func `a clock that is set ahead after the decision stops the sending`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let weChat = WeChatClock(bench.clock)
        bench.provider.sign { weChat.now }
        bench.provider.show(bench.order, as: .createdOrder)
        journal.afterCommit { [clock = bench.clock] in
            clock.setWall(clock.now().advanced(by: .seconds(20)))
        }
        #expect(try await bench.cancel(bench.engine()).outcome == .notApplied(.changed))
        #expect(bench.provider.sent.isEmpty)
        #expect(bench.provider.calls.count == 2)
    }

    @Test func `that WeChat did not know an order long ago ends no create`() async throws {
        var bench = try EngineBench()
        let weChat = WeChatClock(bench.clock)
        bench.provider.sign { weChat.now }
        bench.settings.retryPolicy = try RetryPolicy(dispatches: 1)
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        _ = try await engine.create(bench.order, json: Array("{}".utf8), caller: bench.caller)
        weChat.keep(weChat.now)
        bench.clock.advance(by: .milliseconds(600_001))
        let asked = bench.provider.calls.count
        #expect(try await bench.reconcile(engine).outcome == nil)
        #expect(bench.provider.calls.count == asked + 1)
        weChat.keep(nil)
        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
    }

    // MARK: The answer to a call

    @Test(arguments: [(6000, "answered"), (7000, "found")] as [(Int64, String)])
    func `an answer to a cancel from before it was sent is none`(
        lead: Int64, outcome: String
    ) async throws {
        let (bench, weChat) = try Self.bench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(
            .after { weChat.keep(weChat.now.advanced(by: .milliseconds(-lead))) })
        bench.provider.disturbQueries(.after {}, .after { weChat.keep(nil) })
        #expect(try await bench.cancel(bench.engine()).outcome?.code == outcome)
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `an old answer is told in the trail, and an observation decides`() async throws {
        let (bench, weChat) = try Self.bench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(
            .after { weChat.keep(weChat.now.advanced(by: .seconds(-12))) })
        bench.provider.disturbQueries(
            .after {},
            .after {
                weChat.keep(nil)
                bench.provider.show(bench.order, as: .createdOrder)
            })
        #expect(try await bench.cancel(bench.engine()).outcome == nil)
        #expect(try await bench.records().last?.detail?["why"] == "answer_too_old")
        #expect(try await bench.projection().state.code == "created")
    }

    @Test func `an old refusal of a cancel ends nothing either`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let weChat = WeChatClock(bench.clock)
        bench.provider.sign { weChat.now }
        bench.provider.show(bench.order, as: .createdOrder)
        journal.afterCommit { weChat.keep(weChat.now.advanced(by: .seconds(-7))) }
        bench.provider.disturbSending(.refused(.of(.alreadyDone, "ORDER_DONE")))
        bench.provider.disturbQueries(.after {}, .after { weChat.keep(nil) })
        #expect(try await bench.cancel(bench.engine()).outcome == nil)
        #expect(try await bench.records().last?.detail?["why"] == "answer_too_old")
    }

    @Test func `a complete may be answered by a clock that is minutes off`() async throws {
        let (bench, _) = try Self.bench(oursAhead: 200_000)
        bench.provider.show(bench.order, as: .inService)
        let result = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(result.report?.outcome == .applied(.answered))
    }

    // MARK: Another order's answer

    private static func identity(_ orderID: String) throws -> OrderIdentity {
        OrderIdentity(merchantID: try MerchantID("1230000109"), orderID: try OrderID(orderID))
    }

    /// A create and complete in one is made of no order that the journal knows.
    @Test(arguments: OrderCall.Kind.allCases.filter { $0 != .createCompleted })
    func `an answer that names another order than the journal knows settles nothing`(
        call: OrderCall.Kind
    ) async throws {
        let (bench, _) = try Self.bench()
        let (ours, another) = (try Self.identity("1001"), try Self.identity("1002"))
        bench.provider.show(identity: ours)
        bench.provider.show(
            bench.order,
            as: call == .create
                ? .createdOrder
                : [.modify, .collect, .reportPaid].contains(call)
                    ? .awaitingPayment(due: 6000) : .inService)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.disturbSending(.after { bench.provider.show(identity: another) })
        let restore = FakeProvider.Mishap.after { bench.provider.show(identity: ours) }
        let json = EngineBench.total(5000)
        let outcome: AttemptOutcome?
        switch call {
        case .create:
            bench.provider.disturbQueries(restore)
            outcome = try await engine.create(bench.order, json: json, caller: bench.caller)
                .report?.outcome
        case .createCompleted: return
        case .complete:
            bench.provider.disturbQueries(.after {}, restore)
            outcome = try await engine.complete(bench.order, json: json, caller: bench.caller)
                .report?.outcome
        case .modify:
            bench.provider.disturbQueries(.after {}, .after {}, restore)
            outcome = try await bench.modify(engine, to: 5000, givingUp: 1000).outcome
        case .collect:
            // Of an answer that names another order nothing is believed, and nothing else tells.
            outcome = try await engine.collect(bench.order, caller: bench.caller).outcome
            #expect(outcome == .unproven)
            return
        case .reportPaid:
            bench.provider.disturbQueries(.after {}, .after {}, restore)
            outcome = try await bench.reportPaid(engine, givingUp: 6000).outcome
        case .cancel:
            bench.provider.disturbQueries(.after {}, restore)
            outcome = try await bench.cancel(engine).outcome
        }
        #expect(outcome == .applied(.found))
        #expect(bench.provider.sent.map(\.orderID) == [ours.orderID])
        #expect(try await bench.projection().identity == ours)
        #expect(bench.alarms.codes == [])
    }

    @Test func `an order that shows as another's after a lost answer is a contradiction`()
        async throws
    {
        let (bench, _) = try Self.bench()
        bench.provider.show(identity: try Self.identity("1001"))
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        let another = try Self.identity("1002")
        bench.provider.disturbSending(.after { bench.provider.show(identity: another) })
        #expect(try await bench.cancel(engine).outcome == nil)
        #expect(bench.alarms.codes == ["contradiction"])
        #expect(try await bench.projection().state.code == "created")
    }
}
