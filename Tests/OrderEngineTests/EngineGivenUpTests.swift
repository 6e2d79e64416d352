import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What was given up, by which call and by whom.
@Suite struct EngineGivenUpTests {
    private static func all(
        _ engine: Engine, from start: Timestamp? = nil, until end: Timestamp? = nil,
        by actor: ActorName? = nil, limit: Int = 2
    ) async throws -> [GivenUpCall] {
        var calls: [GivenUpCall] = []
        var cursor: AttemptID?
        repeat {
            let page = try await engine.givenUp(
                from: start, until: end, by: actor, before: cursor, limit: limit)
            calls += page.elements
            cursor = page.next
        } while cursor != nil
        return calls
    }

    private static func totals(_ calls: [GivenUpCall]) -> GivenUpTotals {
        calls.reduce(into: GivenUpTotals()) { $0.add($1) }
    }

    @Test func `what took effect counts, what had none does not, and what is open stays apart`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        #expect(
            try await bench.modify(engine, to: 3000, givingUp: 2000).outcome
                == .applied(.answered))
        let lowered = bench.clock.now()
        bench.clock.advance(by: .seconds(1))
        bench.provider.disturbSending(
            .refused(.of(.wrongState, "INVALID_ORDER_STATE")))
        _ = try await bench.cancel(
            engine, permit: try await bench.permit(engine), stating: 3000)
        #expect(try await Self.all(engine).map(\.amount) == [.of(fen: 2000)])
        bench.clock.advance(by: .seconds(1))
        bench.provider.disturbSending(.lost(isApplied: false))
        let lost = try await bench.cancel(
            engine, permit: try await bench.permit(engine), stating: 3000)
        #expect(lost.outcome == nil)
        let calls = try await Self.all(engine)
        #expect(calls.map(\.amount) == [.of(fen: 3000), .of(fen: 2000)])
        #expect(calls.map(\.isCertain) == [false, true])
        #expect(calls.allSatisfy { $0.kind == .forgiven })
        let totals = Self.totals(calls)
        #expect(totals.certain(.forgiven).calls == 1 && totals.certain(.forgiven).fen == 2000)
        #expect(totals.unresolved(.forgiven).fen == 3000)
        #expect(
            try await Self.all(engine, until: lowered.advanced(by: .milliseconds(1)))
                .map(\.amount) == [.of(fen: 2000)])
        #expect(
            try await Self.all(engine, from: lowered.advanced(by: .milliseconds(1)))
                .map(\.amount) == [.of(fen: 3000)])
        #expect(try await Self.all(engine, by: bench.caller.actor).count == 2)
        #expect(try await Self.all(engine, by: try ActorName("mallory")).isEmpty)

        bench.clock.advance(by: .milliseconds(600_001))
        #expect(try await bench.reconcile(engine).outcome == .notApplied(.unchanged))
        #expect(try await Self.all(engine).map(\.amount) == [.of(fen: 2000)])
        // It takes effect after all.
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes.contains("applied_late"))
        let late = try await Self.all(engine)
        #expect(late.map(\.isCertain) == [true, true])
        #expect(Self.totals(late).certain(.forgiven).fen == 5000)
    }

    @Test func `a page may be empty although another follows`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        for number in 1...3 {
            let order = try OutOrderNumber("N-\(number)")
            bench.provider.show(order, as: .awaitingPayment(due: 100))
            let answer = try await engine.cancelDecision(on: order, caller: bench.caller)
            if number == 3 {
                bench.provider.disturbSending(.refused(.of(.wrongState, "INVALID_ORDER_STATE")))
            }
            let consent = try bench.consent(answer.permit?.token, stating: 100)
            _ = try await engine.cancel(
                order, reason: bench.reason(), consent: consent, caller: bench.caller)
        }
        let first = try await engine.givenUp(limit: 1)
        #expect(first.elements.isEmpty && first.next != nil)
        #expect(try await Self.all(engine, limit: 1).count == 2)
    }
}
