import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// Asking for an order by the identifier that a returning customer brings.
struct EngineQueryIDTests {
    private static let id = "15646546545165651651|a=b"

    @Test func `the order that is found becomes known`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        bench.provider.show(bench.order, by: try QueryID(Self.id))
        let engine = bench.engine()
        let report = try await engine.query(try QueryID(Self.id), caller: bench.caller)
        #expect(report.order.order == bench.order)
        #expect(report.finding == .event(.adopted(.inService(riskFund: .of(fen: 10_000)))))
        #expect(report.order.isVerified)
        // The identifier is in no record.
        for record in try await bench.records() {
            #expect(!"\(record)".contains(Self.id))
        }
    }

    @Test func `an order that is known goes on`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.show(bench.order, by: try QueryID(Self.id))
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(bench.order, as: .inService)
        let report = try await engine.query(try QueryID(Self.id), caller: bench.caller)
        #expect(report.finding == .event(.confirmed))
    }

    @Test func `where WeChat finds none, or does not answer, nothing is recorded`() async throws {
        let bench = try EngineBench()
        let engine = bench.engine()
        await #expect {
            try await engine.query(try QueryID("nobody"), caller: bench.caller)
        } throws: { error in
            (error as? EngineError)?.code == .refused
        }
        bench.provider.show(bench.order, as: .inService)
        bench.provider.show(bench.order, by: try QueryID(Self.id))
        bench.provider.disturbQueries(.lost(isApplied: false), .unreachable)
        for code in [EngineErrorCode.unanswered, .unreachable] {
            await #expect {
                try await engine.query(try QueryID(Self.id), caller: bench.caller)
            } throws: { error in
                (error as? EngineError)?.code == code
            }
        }
        #expect(try await bench.events().isEmpty)
    }
}
