import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What nobody's signature stands behind, against WeChat's signed word.
@Suite struct UnverifiedObservationTests {
    private func claim(
        _ snapshot: OrderSnapshot, on bench: EngineBench, orderID: String? = nil
    ) async throws -> ObservationReport {
        try await bench.engine().observe(
            bench.order, snapshot: snapshot,
            identity: OrderIdentity(orderID: try orderID.map { try OrderID($0) }),
            evidence: Evidence(excerpt: nil, bodyDigest: String(repeating: "1", count: 64)),
            caller: bench.caller)
    }

    @Test(arguments: [OrderSnapshot(state: "DONE"), .revokedOrder, .awaitingPayment(due: 1)])
    func `one unverified line takes no order from WeChat's word`(claimed: OrderSnapshot)
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        let report = try await claim(claimed, on: bench)
        #expect(report.finding == .contradiction(.unverifiedDiffers))
        #expect(report.order.state.phase?.kind == .inService)
        #expect(report.order.isVerified)
        #expect(bench.alarms.codes == ["contradiction"])
        let result = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        guard case .attempted(let attempt, _) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(attempt.order.state.phase?.kind == .awaitingPayment)
    }

    @Test func `the next signed observation decides what was claimed first`() async throws {
        let bench = try EngineBench()
        let report = try await claim(OrderSnapshot(state: "DONE"), on: bench)
        #expect(report.order.state.code == "done")
        #expect(!report.order.isVerified)
        bench.provider.show(bench.order, as: .inService)
        let result = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        guard case .attempted = result else {
            Issue.record("\(result)")
            return
        }
        #expect(bench.alarms.codes == ["contradiction"])
        #expect(try await bench.events().contains("corrected"))
        #expect(try await bench.projection().isVerified)
        #expect(try await bench.projection().contradictions == 1)
    }

    @Test func `a claim is confirmed by a signed observation that says the same`() async throws {
        let bench = try EngineBench()
        _ = try await claim(.inService, on: bench)
        bench.provider.show(bench.order, as: .inService)
        let report = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(report.finding == .confirmed)
        #expect(report.order.isVerified)
        #expect(bench.alarms.codes == [])
    }

    @Test func `a claimed end that is not understood by WeChat's word is alarmed`() async throws {
        let bench = try EngineBench()
        _ = try await claim(.revokedOrder, on: bench)
        bench.provider.show(
            bench.order,
            as: OrderSnapshot(
                state: "DOING", stateDescription: "MCH_COMPLETE",
                collection: CollectionSnapshot(state: "USER_PAID", paidAmount: .fen(900))))
        let report = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(report.order.state == .indeterminate(.paidButOpen, last: nil))
        #expect(bench.alarms.codes == ["contradiction"])
    }

    @Test func `a claimed order ID does not stand in the way of WeChat's`() async throws {
        let bench = try EngineBench()
        _ = try await claim(.inService, on: bench, orderID: "1000")
        bench.provider.show(bench.order, as: .inService)
        bench.provider.show(identity: OrderIdentity(orderID: try OrderID("2000")))
        let report = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(report.finding == .confirmed)
        #expect(report.order.identity.orderID?.text == "2000")
        #expect(bench.alarms.codes == ["contradiction"])
        let later = try await claim(.inService, on: bench, orderID: "1000")
        #expect(later.finding == .contradiction(.identityChanged))
        #expect(later.order.identity.orderID?.text == "2000")
    }

    @Test func `an order that somebody claims to exist can still be created`() async throws {
        let bench = try EngineBench()
        _ = try await claim(OrderSnapshot(state: "DONE"), on: bench)
        let result = try await bench.engine().create(
            bench.order, json: Array("{}".utf8), caller: bench.caller)
        guard case .attempted(let report, _) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(report.order.state.phase?.kind == .created)
        #expect(report.order.isVerified)
    }

    @Test(arguments: [OrderSnapshot(state: "DONE"), .revokedOrder, OrderSnapshot(state: "EXPIRED")])
    func `an end that a later signed observation contradicts is alarmed, whatever the end`(
        end: OrderSnapshot
    ) async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: end)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        bench.provider.show(bench.order, as: .inService)
        let report = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(report.order.state.phase?.kind.isFinal == true)
        #expect(bench.alarms.codes == ["contradiction"])
    }

    @Test func `money on a revoked order is a contradiction in one answer as in two`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(
            bench.order,
            as: OrderSnapshot(
                state: "REVOKED",
                collection: CollectionSnapshot(state: "USER_PAID", paidAmount: .fen(900))))
        let report = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(report.order.state == .known(.revoked))
        #expect(report.order.contradictions == 1)
        #expect(bench.alarms.codes == ["contradiction"])
        #expect(try await bench.events() == ["adopted", "observation_contradiction"])
    }

    @Test func `the same claim is recorded once however often it is imported`() async throws {
        let bench = try EngineBench()
        let snapshot = OrderSnapshot(
            state: "REVOKED",
            collection: CollectionSnapshot(state: "USER_PAID", paidAmount: .fen(900)))
        let imported = ImportedOrder(
            bench.order, snapshot: snapshot, identity: OrderIdentity(),
            evidence: Evidence(excerpt: nil, bodyDigest: String(repeating: "1", count: 64)))
        for _ in 0..<3 {
            _ = try await bench.engine().importOrders([imported], caller: bench.caller)
        }
        #expect(try await bench.events() == ["adopted", "observation_contradiction"])
        bench.provider.show(bench.order, as: .inService)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        for _ in 0..<3 {
            _ = try await bench.engine().importOrders([imported], caller: bench.caller)
        }
        #expect(
            try await bench.events() == [
                "adopted", "observation_contradiction", "corrected", "observation_contradiction",
            ])
    }
}
