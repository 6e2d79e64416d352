import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What WeChat's page of modify says beside the amounts.
struct EngineModifyPageTests {
    private static func awaiting(_ fen: Int64) async throws -> (EngineBench, Engine) {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: fen))
        return (bench, bench.engine())
    }

    @Test func `while a deduction runs it waits three minutes, and sends the same bytes`()
        async throws
    {
        let (bench, engine) = try await Self.awaiting(8000)
        let running = Refusal.of(.deductionRunning, "PARAM_ERROR")
        bench.provider.disturbSending(.refused(running))
        let waiting = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(waiting.report?.outcome == nil)
        bench.clock.advance(by: .seconds(179))
        _ = try await engine.reconcile(dueOnly: true, caller: bench.caller)
        #expect(bench.provider.sent.count == 1)
        bench.clock.advance(by: .seconds(2))
        let report = try await bench.reconcile(engine, dueOnly: true)
        #expect(report.outcome == .applied(.answered))
        #expect(report.order.state.pending?.total == .of(fen: 5000))
        #expect(bench.provider.sent.count == 2)
        #expect(Set(bench.provider.sent.map(\.body)).count == 1)
    }

    @Test func `a payment that the deduction brought ends it, and nothing is lowered`()
        async throws
    {
        let (bench, engine) = try await Self.awaiting(8000)
        let running = Refusal.of(.deductionRunning, "PARAM_ERROR")
        bench.provider.disturbSending(.refused(running))
        _ = try await bench.modify(engine, to: 5000, givingUp: 3000)
        bench.provider.show(bench.order, as: .done(paid: 8000))
        bench.clock.advance(by: .seconds(181))
        let report = try await bench.reconcile(engine, dueOnly: true)
        #expect(report.outcome == .refused(running))
        #expect(report.order.state == .known(.done(paid: .of(fen: 8000), through: .weChat)))
        #expect(bench.provider.sent.count == 1)
    }

    @Test func `an amount is lowered again, each time by a consent of its own`() async throws {
        let (bench, engine) = try await Self.awaiting(8000)
        let first = try await bench.modify(engine, to: 5000, givingUp: 3000)
        let second = try await bench.modify(engine, to: 4000, givingUp: 1000)
        #expect([first, second].map(\.outcome) == [.applied(.answered), .applied(.answered)])
        let givenUp = try await bench.records().filter { $0.event == "intended" }.map {
            $0.detail?["given_up"]
        }
        #expect(givenUp == ["3000", "1000"])
        // Not below what the last one left.
        let third = try await bench.modify(engine, to: 4000, givingUp: 0)
        #expect(third.reasons == [.amountNotLower])
    }

    @Test func `an order that began with a paid deposit stays as it is, and is told so`()
        async throws
    {
        let (bench, engine) = try await Self.awaiting(8000)
        let refusal = Refusal.of(.invalidRequest, "INVALID_REQUEST")
        bench.provider.disturbSending(.refused(refusal))
        let result = try await bench.modify(engine, to: 5000, givingUp: 3000)
        #expect(result.outcome == .refused(refusal))
        #expect(result.report?.order.state.pending?.total == .of(fen: 8000))
        #expect(bench.provider.sent.count == 1)
    }
}
