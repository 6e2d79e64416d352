import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What an embedding program reads of orders, attempts and histories, page by page.
@Suite struct EngineListingTests {
    /// Seven orders, one a millisecond; the second awaits payment, and the third is protected last.
    private static func bench() async throws -> (EngineBench, Engine, [OutOrderNumber]) {
        let bench = try EngineBench()
        let engine = bench.engine()
        let orders = try (1...7).map { try OutOrderNumber("ORDER-\($0)") }
        for (index, order) in orders.enumerated() {
            bench.provider.show(
                order, as: index == 1 ? .awaitingPayment(due: 5000) : .createdOrder)
            _ = try await engine.query(order, caller: bench.caller)
            bench.clock.advance(by: .milliseconds(1))
        }
        _ = try await engine.protect(
            orders[2], reason: OperatorReason("audit"), caller: bench.caller)
        return (bench, engine, orders)
    }

    @Test(arguments: [1, 2, 3, 7, 8, 1000])
    func `every order is on one page, whatever a page holds`(limit: Int) async throws {
        let (_, engine, orders) = try await Self.bench()
        var byNumber: [OutOrderNumber] = []
        var number: OutOrderNumber?
        repeat {
            let page = try await engine.orders(after: number, limit: limit)
            #expect(page.elements.count <= limit)
            byNumber += page.elements.map(\.order)
            number = page.next
        } while number != nil
        #expect(byNumber == orders)
        var byChange: [OutOrderNumber] = []
        var cursor: OrderCursor?
        repeat {
            let page = try await engine.recentOrders(before: cursor, limit: limit)
            #expect(page.elements.count <= limit)
            byChange += page.elements.map(\.order)
            cursor = page.next
        } while cursor != nil
        #expect(byChange == [orders[2]] + orders.reversed().filter { $0 != orders[2] })
    }

    @Test func `orders are listed by what is known of them`() async throws {
        let (bench, engine, orders) = try await Self.bench()
        let awaiting = try await engine.orders(matching: .phase(.awaitingPayment))
        #expect(awaiting.elements.map(\.order) == [orders[1]])
        #expect(awaiting.next == nil)
        #expect(try await engine.orders(matching: .indeterminate).elements.isEmpty)
        bench.provider.show(orders[0], as: OrderSnapshot(state: "UNHEARD_OF"))
        _ = try await engine.query(orders[0], caller: bench.caller)
        let unclear = try await engine.orders(matching: .indeterminate)
        #expect(unclear.elements.map(\.order) == [orders[0]])
        #expect(try await engine.order(orders[3])?.state.code == "created")
        #expect(try await engine.order(try OutOrderNumber("ORDER-9")) == nil)
    }

    @Test func `a history goes on where a page ended, and is of known orders only`() async throws {
        let (_, engine, orders) = try await Self.bench()
        let whole = try await engine.history(of: orders[2])
        #expect(whole.elements.last?.event == "protected")
        #expect(whole.next == nil)
        var events: [String] = []
        var revision: Int64? = 0
        while let start = revision {
            let page = try await engine.history(of: orders[2], after: start, limit: 1)
            events += page.elements.map(\.event)
            revision = page.next
        }
        #expect(events == whole.elements.map(\.event))
        let unknown = try OutOrderNumber("ORDER-9")
        await #expect(throws: EngineError.orderUnknown(unknown)) {
            try await engine.history(of: unknown)
        }
        #expect(try await engine.history(of: orders[2], after: .min, limit: .max) == whole)
        #expect(try await engine.history(of: orders[2], after: .max, limit: .min).elements.isEmpty)
    }

    @Test func `orders and histories are filtered by their records`() async throws {
        let (bench, engine, orders) = try await Self.bench()
        let clerk = Caller(actor: try ActorName("Clerk-1"), channel: bench.caller.channel)
        _ = try await engine.protect(orders[4], reason: OperatorReason("x"), caller: clerk)
        func found(_ filter: RecordFilter, limit: Int = 100) async throws -> [OutOrderNumber] {
            try await engine.recentOrders(having: filter, limit: limit).elements.map(\.order)
        }
        let ofClerk = RecordFilter(actor: try ActorName("clerk-1"))
        #expect(try await found(ofClerk) == [orders[4]])
        #expect(try await found(.init(event: "protected")) == [orders[4], orders[2]])
        let first = try await engine.recentOrders(having: .init(event: "protected"), limit: 1)
        let rest = try await engine.recentOrders(
            having: .init(event: "protected"), before: first.next)
        #expect(rest.elements.map(\.order) == [orders[2]])
        let awaiting = try await engine.recentOrders(
            matching: .phase(.awaitingPayment), having: .init(actor: bench.caller.actor))
        #expect(awaiting.elements.map(\.order) == [orders[1]])
        let history = try await engine.history(of: orders[4], matching: ofClerk, limit: 1)
        #expect(history.elements.map(\.event) == ["protected"] && history.next == nil)
        let others = try await engine.history(
            of: orders[4], matching: .init(event: "revoked"), limit: 1)
        #expect(others.elements.isEmpty && others.next == nil)
    }

    @Test func `attempts are listed by their intent, the newest first`() async throws {
        let (bench, engine, orders) = try await Self.bench()
        for order in orders.prefix(1) + orders.suffix(3) {
            bench.clock.advance(by: .seconds(1))
            bench.provider.disturbSending(.lost(isApplied: false))
            _ = try await engine.cancel(order, reason: bench.reason(), caller: bench.caller)
        }
        let all = try await engine.attempts()
        #expect(all.elements.map(\.subject.order) == [orders[6], orders[5], orders[4], orders[0]])
        var ids: [AttemptID] = []
        var cursor: AttemptID?
        repeat {
            let page = try await engine.attempts(openOnly: true, before: cursor, limit: 3)
            ids += page.elements.map(\.id)
            cursor = page.next
        } while cursor != nil
        #expect(ids == all.elements.map(\.id))
        bench.clock.advance(by: .seconds(3600))
        _ = try await engine.reconcile(dueOnly: false, caller: bench.caller)
        #expect(try await engine.attempts(openOnly: true).elements.isEmpty)
        #expect(try await engine.attempts().elements.map(\.id) == ids)
    }
}
