import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Creating an order that is completed already.
struct EngineCreateCompletedTests {
    private static func createCompleted(
        _ bench: EngineBench, _ engine: Engine, total: Int64 = 5000
    ) async throws -> CallResult {
        try await engine.createCompleted(
            bench.order, json: EngineBench.total(total), caller: bench.caller)
    }

    @Test func `the order begins as created and is completed in the same commit`() async throws {
        let bench = try EngineBench()
        let result = try await Self.createCompleted(bench, bench.engine())
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .applied(.answered))
        #expect(report.order.state == .known(.awaiting(due: 5000, paid: 0)))
        let events = try await bench.events()
        #expect(Array(events.suffix(3)) == ["settled", "created", "completed"])
        // No query came before it: there was no order to look at.
        #expect(bench.provider.calls.map(\.isQuery) == [false])
        let outside = try await bench.records().filter { $0.detail?["outside"] != nil }
        #expect(outside.isEmpty)
    }

    @Test func `one whose answer was lost is found, and not made twice`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.lost(isApplied: true))
        let result = try await Self.createCompleted(bench, bench.engine())
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .applied(.found))
        #expect(report.order.state == .known(.awaiting(due: 5000, paid: 0)))
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `one that never arrived is sent again, byte for byte`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.failed(isApplied: false))
        let result = try await Self.createCompleted(bench, bench.engine())
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .applied(.answered))
        #expect(bench.provider.sent.count == 2)
        #expect(Set(bench.provider.sent.map(\.body)).count == 1)
    }

    @Test func `one that crashed after its intent is found by the next process`() async throws {
        let bench = try EngineBench()
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.unreachable)
        let begun = try await Self.createCompleted(bench, bench.engine())
        #expect(begun.report?.outcome == nil)
        bench.clock.advance(by: .seconds(700))
        let report = try await bench.reconcile(bench.engine())
        #expect(report.outcome == .applied(.found))
        #expect(report.order.state.code == "awaiting_payment")
    }

    @Test func `a refused one does not count as done because another's order is there`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let refusal = Refusal.of(.invalidRequest, "INVALID_REQUEST")
        bench.provider.disturbSending(.refused(refusal))
        let result = try await Self.createCompleted(bench, bench.engine())
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .refused(refusal))
        #expect(report.order.state.code == "awaiting_payment")
    }

    @Test func `an order that is known is made no second time`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        _ = try await Self.createCompleted(bench, engine)
        let again = try await Self.createCompleted(bench, engine)
        #expect(again.reasons == [.orderExists])
        #expect(bench.provider.sent.count == 1)
    }

    @Test(arguments: [true, false])
    func `one without charge is done, or still open where WeChat shows it so`(isDone: Bool)
        async throws
    {
        let bench = try EngineBench()
        let order = bench.order
        let provider = bench.provider
        let shown = OrderSnapshot(
            state: isDone ? "DONE" : "DOING", stateDescription: isDone ? nil : "MCH_COMPLETE",
            totalAmount: .fen(0), needCollection: false)
        provider.disturbSending(.reticent)
        provider.disturbQueries(.after { provider.show(order, as: shown) })
        let result = try await Self.createCompleted(bench, bench.engine(), total: 0)
        let report = try #require(result.report, "\(result)")
        #expect(report.outcome == .applied(.answered))
        #expect(report.order.state.code == (isDone ? "done" : "indeterminate"))
    }
}

extension FakeProvider.Call {
    fileprivate var isQuery: Bool {
        switch self {
        case .query, .queryAuthorization: true
        case .send, .sendAuthorization: false
        }
    }
}
