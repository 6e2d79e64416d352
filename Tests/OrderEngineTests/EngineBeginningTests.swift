import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A journal is begun once, for one merchant.
struct EngineBeginningTests {
    private static func beginning(of journal: any Journal) async throws -> BeginningDetails? {
        let first = try await journal.read { try $0.records(after: 0, limit: 1) }.first
        guard case .journal(.begun(let beginning))? = try first?.content else { return nil }
        return beginning
    }

    private static func code(_ body: () async throws -> Void) async -> JournalErrorCode? {
        do {
            try await body()
        } catch EngineError.journal(let error) { return error.code } catch {}
        return nil
    }

    @Test func `what is recorded first is preceded by the beginning, in its commit and name`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        let records = try await bench.journal.read { try $0.records(after: 0, limit: 10) }
        #expect(records.map(\.event) == ["begun", "adopted"])
        #expect(records.first?.caller == bench.caller)
        #expect(records.first?.subject == .journal)
        let beginning = try #require(try await Self.beginning(of: bench.journal))
        #expect(beginning.merchant == bench.provider.merchant)
        #expect(beginning.identity.text.count == 32)

        // A later program begins nothing, and draws no other identity.
        _ = try await bench.engine(seed: 9).query(bench.order, caller: bench.caller)
        #expect(try await Self.beginning(of: bench.journal) == beginning)
        let other = try EngineBench()
        other.provider.show(other.order, as: .createdOrder)
        _ = try await other.engine(seed: 8).query(other.order, caller: other.caller)
        #expect(try await Self.beginning(of: other.journal)?.identity != beginning.identity)
    }

    @Test func `a commit that records nothing begins nothing, and the next one does`() async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        await #expect(throws: EngineError.orderUnknown(bench.order)) {
            try await engine.protect(
                bench.order, reason: OperatorReason("look"), caller: bench.caller)
        }
        #expect(try await bench.journal.read { try $0.end() } == nil)
        _ = try await engine.resetVelocityLimit(
            reason: OperatorReason("new year"), caller: bench.caller)
        let records = try await bench.journal.read { try $0.records(after: 0, limit: 10) }
        #expect(records.map(\.event) == ["begun", "velocity_limit_reset"])
    }

    @Test func `another merchant's journal is refused, and nothing is sent`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        let before = try await bench.journal.read { try $0.end() }
        let provider = FakeProvider(merchant: try MerchantID("1900000109"))
        provider.sign { [clock = bench.clock] in clock.now() }
        provider.show(bench.order, as: .inService)
        let engine = Engine(
            journal: bench.journal, provider: provider, clock: bench.clock,
            random: SeededRandom(seed: 3))
        let (order, reason, caller) = (bench.order, try bench.reason(), bench.caller)
        #expect(
            await Self.code {
                _ = try await engine.cancel(order, reason: reason, caller: caller)
            } == .otherMerchant)
        #expect(
            await Self.code {
                _ = try await engine.protect(order, reason: OperatorReason("x"), caller: caller)
            } == .otherMerchant)
        #expect(provider.calls.allSatisfy { if case .query = $0 { true } else { false } })
        #expect(try await bench.journal.read { try $0.end() } == before)
    }

    @Test func `another merchant's orders are not taken in, whoever shows them`() async throws {
        let bench = try EngineBench()
        let foreign = OrderIdentity(merchantID: try MerchantID("1900000109"))
        let evidence = Evidence(excerpt: "{}", bodyDigest: String(repeating: "a", count: 64))
        let (order, caller) = (bench.order, bench.caller)
        bench.provider.show(order, as: .createdOrder)
        _ = try await bench.engine().query(order, caller: caller)
        let unnamed = Engine(
            journal: bench.journal, provider: FakeProvider(merchant: nil), clock: bench.clock)
        let other = try OutOrderNumber("OTHER-1")
        for engine in [bench.engine(), unnamed] {
            #expect(
                await Self.code {
                    _ = try await engine.observe(
                        other, snapshot: .createdOrder, identity: foreign, evidence: evidence,
                        caller: caller)
                } == .otherMerchant)
            #expect(
                await Self.code {
                    _ = try await engine.importOrders(
                        [
                            ImportedOrder(
                                other, snapshot: .createdOrder, identity: foreign,
                                evidence: evidence)
                        ], caller: caller)
                } == .otherMerchant)
        }
        #expect(try await bench.journal.read { try $0.order(other) } == nil)
    }

    @Test func `without a merchant nothing is begun, and a journal that was begun goes on`()
        async throws
    {
        let bench = try EngineBench()
        let provider = FakeProvider(merchant: nil)
        provider.show(bench.order, as: .createdOrder)
        let (order, caller) = (bench.order, bench.caller)
        let nobodys = Engine(journal: bench.journal, provider: provider, clock: bench.clock)
        #expect(
            await Self.code { _ = try await nobodys.query(order, caller: caller) } == .notBegun)
        #expect(try await bench.journal.read { try $0.end() } == nil)
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await bench.engine().query(order, caller: caller)
        _ = try await nobodys.query(order, caller: caller)
    }

    @Test func `nothing goes on with a journal that does not begin as it should`() async throws {
        let journal = InMemoryJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        journal.tamper { _ = $0.records.removeFirst() }
        await #expect(throws: EngineError.self) {
            try await bench.engine().query(bench.order, caller: bench.caller)
        }
    }
}
