import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A call that is held is made when its hour comes, unless it was withdrawn before.
@Suite struct EngineHoldTests {
    private let bench: EngineBench

    init() throws {
        bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 12_800))
    }

    private func held(_ amount: Int64? = 12_800) throws -> ApprovalTerms {
        try ApprovalTerms(hold: .seconds(3600), stated: try amount.map { try Amount(fen: $0) })
    }

    @Test func `a held cancel is made when its hour comes, and not before`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine, held())
        bench.clock.advance(by: .seconds(3599))
        #expect(try await engine.approvals.run(caller: bench.manager).isEmpty)
        #expect(bench.provider.sent.isEmpty)
        bench.clock.advance(by: .seconds(1))
        // A program that was started again goes on.
        let made = try await bench.engine(seed: 8).approvals.run(caller: bench.manager)
        #expect(made.map(\.code) == ["answered"])
        #expect(bench.provider.sent.count == 1)
        let intent = try #require(try await bench.records().last { $0.event == "intended" })
        #expect(intent.caller == bench.caller)
        #expect(intent.detail?["approval"] == id.text)
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `a held cancel that is withdrawn is never made`() async throws {
        let engine = bench.engine()
        let id = try await bench.requested(engine, held())
        _ = try await engine.approvals.withdraw(
            id, reason: OperatorReason("又付款了"), caller: bench.caller)
        bench.clock.advance(by: .seconds(7200))
        #expect(try await engine.approvals.run(caller: bench.manager).isEmpty)
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a held cancel waits for people where another amount is at stake then`()
        async throws
    {
        let engine = bench.engine()
        let id = try await bench.requested(engine, held())
        bench.provider.show(bench.order, as: .awaitingPayment(due: 9000))
        bench.clock.advance(by: .seconds(3600))
        #expect(try await engine.approvals.run(caller: bench.manager).map(\.code) == ["waiting"])
        #expect(bench.provider.sent.isEmpty)
        #expect(try await engine.approvals.run(caller: bench.manager).isEmpty)
        #expect(try await bench.acknowledge(engine, id, 9000).code == "answered")
    }

    @Test func `the hold of what nobody may give up alone needs another person too`() async throws {
        var bench = bench
        bench.settings.policy.secondPerson = SecondPersonGuard(from: try Amount(fen: 10_000))
        let engine = bench.engine()
        guard case .refused(.othersNeeded, nil) = try await bench.request(engine, held()) else {
            Issue.record("a held cancel is given up by one person")
            return
        }
        let id = try await bench.requested(engine, held(nil))
        bench.clock.advance(by: .seconds(3600))
        #expect(try await engine.approvals.run(caller: bench.manager).isEmpty)
        #expect(try await bench.acknowledge(engine, id).code == "answered")
    }

    @Test func `a held cancel of another amount than is at stake is refused`() async throws {
        let engine = bench.engine()
        guard case .refused(.amountDiffers, nil) = try await bench.request(engine, held(5000))
        else {
            Issue.record("another amount was given up")
            return
        }
        #expect(try await engine.approvals.list(waitingOnly: false).elements.isEmpty)
    }

    @Test(
        arguments: [
            (Duration.seconds(59), nil), (.seconds(2_592_001), nil), (.seconds(60), .zero),
            (.seconds(60), .seconds(2_591_941)), (.seconds(60), .seconds(-1)),
            (.seconds(Int64.max), .seconds(Int64.max)), (.seconds(60), .seconds(Int64.max)),
        ] as [(Duration, Duration?)])
    func `terms out of range are none`(lifetime: Duration, hold: Duration?) {
        #expect(throws: InvalidValue.self) { try ApprovalTerms(lifetime: lifetime, hold: hold) }
    }
}
