import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A customer who returns from a page of WeChat's, with a `query_id` or with anything else.
struct EngineReturningTests {
    private static let id = "15646546545165651651|a=b"

    @Test func `what WeChat shows by the identifier is recorded, and the identifier is not`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.show(bench.order, by: try QueryID(Self.id))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        // That the customer returned confirms nothing.
        let waiting = try await engine.handleReturn(queryID: Self.id, caller: bench.caller)
        #expect(waiting.order.state.phase?.kind == .created)
        #expect(waiting.finding == .confirmed)
        bench.provider.show(bench.order, as: .inService)
        let confirmed = try await engine.handleReturn(queryID: Self.id, caller: bench.caller)
        #expect(confirmed.order.order == bench.order)
        #expect(confirmed.order.state.phase?.kind == .inService)
        #expect(confirmed.order.isVerified)
        for record in try await bench.records() {
            #expect(!"\(record)".contains(Self.id))
        }
    }

    @Test func `an identifier of another order leads to that order`() async throws {
        let bench = try EngineBench()
        let other = try OutOrderNumber("ORDER-OTHER")
        bench.provider.show(other, as: .inService)
        bench.provider.show(other, by: try QueryID(Self.id))
        let report = try await bench.engine().handleReturn(
            queryID: Self.id, caller: bench.caller)
        #expect(report.order.order == other)
        #expect(try await bench.events().isEmpty)
    }

    @Test(arguments: ["", "a b", "a\nb", "核", String(repeating: "a", count: 513)])
    func `what cannot be an identifier is refused, and WeChat is not asked`(text: String)
        async throws
    {
        let bench = try EngineBench()
        await #expect {
            try await bench.engine().handleReturn(queryID: text, caller: bench.caller)
        } throws: { error in
            guard case .request(let problems)? = error as? EngineError else { return false }
            return problems.first.pointer == "/query_id"
        }
        #expect(bench.provider.calls.isEmpty)
        #expect(try await bench.events().isEmpty)
    }
}
