import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What differed, since when, and what was done about it.
@Suite struct EngineDriftTests {
    private let bench: EngineBench
    private let engine: Engine

    init() throws {
        bench = try EngineBench()
        engine = bench.engine()
    }

    @Test func `a cancel elsewhere is told with since when and who has seen to it`() async throws {
        let order = bench.order
        bench.provider.show(order, as: .awaitingPayment(due: 500))
        _ = try await engine.query(order, caller: bench.caller)
        let seen = bench.clock.now()
        bench.clock.advance(by: .seconds(3600))
        bench.provider.show(order, as: .revokedOrder)
        _ = try await engine.sweep(caller: bench.caller)
        let open = try #require(try await engine.drift().elements.first)
        #expect(open.order == order)
        #expect(open.since == seen)
        #expect(open.outside?.kind == .revoked)
        #expect(open.alarm == "revoked_outside")
        #expect(open.acknowledgement == nil)
        let person = Caller(actor: try ActorName("finance-2"), channel: bench.caller.channel)
        try await engine.acknowledgeAlarm(
            raisedBy: open.record.revision, of: order, reason: try OperatorReason("asked the desk"),
            caller: person)
        let closed = try #require(try await engine.drift().elements.first)
        #expect(closed.acknowledgement?.caller.actor.text == "finance-2")
    }

    @Test func `a payment that nobody was told of is drift without an alarm`() async throws {
        let order = bench.order
        bench.provider.show(order, as: .awaitingPayment(due: 500))
        _ = try await engine.query(order, caller: bench.caller)
        bench.provider.show(order, as: .done(paid: 500))
        _ = try await engine.sweep(caller: bench.caller)
        let entry = try #require(try await engine.drift().elements.first)
        #expect(entry.record.event == "paid" && entry.alarm == nil && entry.outside == nil)
    }

    @Test func `what was asked for and expected is no drift`() async throws {
        let order = bench.order
        bench.provider.show(order, as: .createdOrder)
        _ = try await engine.query(order, caller: bench.caller)
        bench.provider.show(order, as: .inService)
        _ = try await engine.query(order, caller: bench.caller)
        #expect(try await engine.drift().elements.isEmpty)
    }

    @Test func `only a span of time is listed, page by page`() async throws {
        var times: [Timestamp] = []
        for number in 1...5 {
            let order = try OutOrderNumber("A-\(number)")
            bench.provider.show(order, as: .inService)
            _ = try await engine.query(order, caller: bench.caller)
            bench.provider.show(order, as: .revokedOrder)
            bench.clock.advance(by: .seconds(60))
            times.append(bench.clock.now())
            _ = try await engine.query(order, caller: bench.caller)
        }
        let some = try await engine.drift(from: times[1], before: times[3])
        #expect(some.elements.map(\.order.text) == ["A-2", "A-3"])
        let first = try await engine.drift(limit: 2)
        #expect(first.elements.map(\.order.text) == ["A-1", "A-2"])
        let second = try await engine.drift(after: try #require(first.next), limit: 3)
        #expect(second.elements.map(\.order.text) == ["A-3", "A-4", "A-5"])
        #expect(second.next == nil)
    }
}
