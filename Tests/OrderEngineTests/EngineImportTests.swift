import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

/// Taking over orders that exist already.
@Suite struct EngineImportTests {
    @Test func `orders are recorded as observing them one by one records them`() async throws {
        let (imported, observed) = (try EngineBench(), try EngineBench())
        let orders = [
            try Self.imported("A", .createdOrder), try Self.imported("B", .inService),
            try Self.imported("C", OrderSnapshot(state: "FINISHED")),
            try Self.imported("D", .done(paid: 5000)), try Self.imported("D", .revokedOrder),
            try Self.imported("B", .awaitingPayment(due: 700), orderID: "1000"),
        ]
        let report = try await imported.engine().importOrders(orders, caller: imported.caller)
        for order in orders {
            _ = try await observed.engine().observe(
                order.order, snapshot: order.snapshot, identity: order.identity,
                evidence: order.evidence, caller: observed.caller, cause: Cause(.import))
        }
        #expect(try await Self.records(imported) == Self.records(observed))
        let causes = try await Self.records(imported).map(\.cause)
        #expect(causes == [Cause(.call)] + Array(repeating: Cause(.import), count: 7))
        #expect(imported.alarms.codes == ["contradiction"])
        #expect(
            [
                report.adopted, report.advanced, report.unchanged, report.contradicting,
                report.indeterminate,
            ] == [3, 1, 0, 1, 1])
        #expect(report.orders == 6)
        #expect(report.lastSequence == 8)
    }

    @Test func `a batch is one commit`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let commits = CommitCount()
        for _ in 0..<3 { journal.afterCommit { commits.increment() } }
        let orders = try (0..<Engine.importLimit).map {
            try Self.imported("ORDER-\($0)", .createdOrder)
        }
        let report = try await bench.engine().importOrders(orders, caller: bench.caller)
        #expect(report.adopted == 1000)
        #expect(commits.value == 1)
    }

    @Test func `a batch whose commit fails leaves nothing and raises no alarm`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        let orders = [
            try Self.imported("A", .done(paid: 1)), try Self.imported("A", .revokedOrder),
        ]
        let failure = JournalError(.full, "told so")
        journal.failCommit(with: failure)
        await #expect(throws: EngineError.journal(failure)) {
            try await bench.engine().importOrders(orders, caller: bench.caller)
        }
        #expect(bench.alarms.codes.isEmpty)
        #expect(try await Self.records(bench).isEmpty)
    }

    @Test func `more orders than a batch may have are refused`() async throws {
        let bench = try EngineBench()
        let orders = try (0...Engine.importLimit).map {
            try Self.imported("ORDER-\($0)", .createdOrder)
        }
        let expected = EngineError.importTooLarge(1001)
        await #expect(throws: expected) {
            try await bench.engine().importOrders(orders, caller: bench.caller)
        }
        #expect(expected.code == .importTooLarge)
        #expect(!expected.isTransient)
        #expect(try await Self.records(bench).isEmpty)
    }

    @Test func `no order at all is no commit`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        journal.failCommit(with: JournalError(.full, "told so"))
        let report = try await bench.engine().importOrders([], caller: bench.caller)
        #expect(report == ImportReport())
    }

    // MARK: Again

    @Test func `the same orders imported again add nothing`() async throws {
        let bench = try EngineBench()
        let orders = [
            try Self.imported("A", .createdOrder, digest: 1),
            try Self.imported("A", .inService, digest: 2),
            // Not understood, and then understood.
            try Self.imported("B", OrderSnapshot(state: "FINISHED"), digest: 3),
            try Self.imported("B", .createdOrder, digest: 4),
            // Understood, and then not understood.
            try Self.imported("C", .createdOrder, digest: 5),
            try Self.imported("C", OrderSnapshot(state: "FINISHED"), digest: 6),
            // Of another merchant, and paid after it was revoked.
            try Self.imported("D", .createdOrder, merchant: "1230000109", digest: 7),
            try Self.imported("D", .createdOrder, merchant: "1900000002", digest: 8),
            try Self.imported("E", .revokedOrder, digest: 9),
            try Self.imported("E", .done(paid: 5000), digest: 10),
            // Nothing that a final phase could lose.
            try Self.imported("F", .revokedOrder, digest: 11),
            try Self.imported("F", OrderSnapshot(state: "FINISHED"), digest: 12),
        ]
        _ = try await bench.engine().importOrders(orders, caller: bench.caller)
        let before = try await Self.records(bench)
        #expect(bench.alarms.codes == ["contradiction", "contradiction"])
        for seed in 1...2 {
            let again = try await bench.engine(seed: UInt64(seed))
                .importOrders(orders, caller: bench.caller)
            #expect(again.unchanged == orders.count)
            #expect(again.orders == orders.count)
            #expect(again.lastSequence == nil)
        }
        #expect(try await Self.records(bench) == before)
        #expect(bench.alarms.codes.count == 2)
    }

    @Test func `an older snapshot of an order that went on adds nothing`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let order = try Self.imported("ORDER-1", .createdOrder)
        _ = try await engine.importOrders([order], caller: bench.caller)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 700))
        _ = try await engine.query(bench.order, caller: bench.caller)
        let report = try await engine.importOrders([order], caller: bench.caller)
        #expect(report.unchanged == 1)
        #expect(try await bench.events() == ["adopted", "completed_outside"])
    }

    @Test func `whose an order is becomes known from a snapshot that shows nothing else`()
        async throws
    {
        let bench = try EngineBench()
        let engine = bench.engine()
        _ = try await engine.importOrders(
            [try Self.imported("ORDER-1", .createdOrder)], caller: bench.caller)
        let named = try Self.imported("ORDER-1", .createdOrder, orderID: "1000", digest: 2)
        let report = try await engine.importOrders([named, named], caller: bench.caller)
        #expect(report.advanced == 1)
        #expect(report.unchanged == 1)
        #expect(try await bench.projection().identity.orderID?.text == "1000")
    }

    @Test func `other bytes that contradict are a contradiction of their own`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        for digest in 1...3 {
            let snapshot = digest == 1 ? OrderSnapshot.revokedOrder : .done(paid: 5000)
            _ = try await engine.importOrders(
                [try Self.imported("ORDER-1", snapshot, digest: digest)], caller: bench.caller)
        }
        #expect(try await bench.projection().contradictions == 2)
    }

    @Test func `nothing new is passed over because its bytes are said to be the old ones`()
        async throws
    {
        let bench = try EngineBench()
        let orders = [
            try Self.imported("ORDER-1", .createdOrder, digest: 0),
            try Self.imported("ORDER-1", .inService, digest: 0),
            try Self.imported("ORDER-1", OrderSnapshot(state: "FINISHED"), digest: 0),
            try Self.imported("ORDER-1", .revokedOrder, digest: 0),
            try Self.imported("ORDER-1", .done(paid: 5000), digest: 0),
        ]
        let report = try await bench.engine().importOrders(orders, caller: bench.caller)
        #expect(report.unchanged == 0)
        #expect(
            try await bench.events() == [
                "adopted", "confirmed", "observation_indeterminate", "revoked_outside",
                "observation_contradiction",
            ])
    }

    // MARK: What rests on it

    @Test func `no imported observation is fresh enough to cancel on`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        let order = try Self.imported("ORDER-1", .createdOrder)
        _ = try await engine.importOrders([order], caller: bench.caller)
        bench.provider.disturbQueries(.unreachable, .unreachable)
        await #expect(throws: EngineError.self) {
            try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        }
        #expect(try await bench.records().last?.detail?["reasons"] == "observation_unavailable")
        await #expect(throws: EngineError.self) {
            try await engine.cancel(
                bench.order, reason: try bench.reason(), caller: bench.caller)
        }
        #expect(bench.provider.sent.isEmpty)
        // The cancel that goes through rests on an observation of its own.
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await engine.importOrders([order], caller: bench.caller)
        let result = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        #expect(result.outcome == .applied(.answered))
        #expect(bench.provider.calls.count { $0 == .query(bench.order) } > 2)
    }

    @Test func `what was imported verifies`() async throws {
        let bench = try EngineBench()
        let orders = try (0..<10).map { try Self.imported("ORDER-\($0 % 7)", .done(paid: 1)) }
        _ = try await bench.engine().importOrders(orders, caller: bench.caller)
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    // MARK: Samples

    private static func imported(
        _ number: String, _ snapshot: OrderSnapshot, orderID: String? = nil,
        merchant: String? = nil, digest: Int = 1
    ) throws -> ImportedOrder {
        ImportedOrder(
            try OutOrderNumber(number), snapshot: snapshot,
            identity: OrderIdentity(
                merchantID: try merchant.map { try MerchantID($0) },
                orderID: try orderID.map { try OrderID($0) }),
            evidence: Evidence(excerpt: "{}", bodyDigest: "digest-\(digest)"))
    }

    private static func records(_ bench: EngineBench) async throws -> [JournalRecord] {
        try await bench.journal.read { try $0.records(after: 0, limit: 10_000) }
    }
}

/// How often something happened.
private final class CommitCount: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func increment() {
        count.withLock { $0 += 1 }
    }
}
