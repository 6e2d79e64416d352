import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What happened to an order elsewhere is told as such, and never blamed on whoever looked.
@Suite struct EngineOutsideChangeTests {
    private func bench(_ known: OrderSnapshot?) async throws -> EngineBench {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: known)
        if known != nil { _ = try await bench.engine().query(bench.order, caller: bench.caller) }
        return bench
    }

    private func outside(_ record: JournalRecord?) throws -> OutsideChange? {
        guard case .order(.happened(_, _, let outside))? = try record?.content else { return nil }
        return outside
    }

    @Test(
        arguments: [
            (
                .awaitingPayment(due: 5000), .revokedOrder,
                OutsideChange(.revoked, loss: .exactly(.of(fen: 5000)))
            ),
            (
                .inService, .revokedOrder,
                OutsideChange(.revoked, loss: .upTo(.of(fen: 10_000)))
            ),
            (
                .createdOrder, .revokedOrder,
                OutsideChange(.revoked, loss: .upTo(.of(fen: 10_000)))
            ),
            (
                .inService, .awaitingPayment(due: 700), OutsideChange(.completed, loss: .nothing)
            ),
            (.createdOrder, .done(paid: 700), OutsideChange(.completed, loss: .nothing)),
            (
                .awaitingPayment(due: 5000), .awaitingPayment(due: 4000),
                OutsideChange(.reduced, loss: .exactly(.of(fen: 1000)))
            ),
            (
                .awaitingPayment(due: 5000), .done(paid: 4000),
                OutsideChange(.reduced, loss: .exactly(.of(fen: 1000)))
            ),
        ] as [(OrderSnapshot, OrderSnapshot, OutsideChange)])
    func `a change elsewhere is a fact of its own, with an alarm and what was lost`(
        known: OrderSnapshot, shown: OrderSnapshot, change: OutsideChange
    ) async throws {
        let bench = try await bench(known)
        bench.provider.show(bench.order, as: shown)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        let last = try await bench.records().last
        #expect(last?.event == change.kind.rawValue)
        #expect(try outside(last) == change)
        #expect(bench.alarms.codes == [change.kind.rawValue])
        #expect(try await bench.projection().state.phase?.kind == phase(of: shown))
    }

    private func phase(of snapshot: OrderSnapshot) -> OrderPhase.Kind? {
        guard case .phase(let phase, _) = snapshot.interpretation else { return nil }
        return phase.kind
    }

    @Test(
        arguments: [
            (.createdOrder, .inService), (.createdOrder, OrderSnapshot(state: "EXPIRED")),
            (.awaitingPayment(due: 5000), .done(paid: 5000)),
            (.awaitingPayment(due: 5000), .awaitingPayment(due: 4000, paid: 1000)),
        ] as [(OrderSnapshot, OrderSnapshot)])
    func `what the customer or time did is no change elsewhere`(
        known: OrderSnapshot, shown: OrderSnapshot
    ) async throws {
        let bench = try await bench(known)
        bench.provider.show(bench.order, as: shown)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try outside(try await bench.records().last) == nil)
        #expect(bench.alarms.codes == [])
    }

    @Test func `whoever asks may find it, a denied cancel included`() async throws {
        let bench = try await bench(.awaitingPayment(due: 5000))
        bench.provider.show(bench.order, as: .revokedOrder)
        let result = try await bench.engine().cancel(
            bench.order, reason: bench.reason(), caller: bench.caller)
        guard case .denied = result else {
            Issue.record("\(result)")
            return
        }
        #expect(try await bench.events().contains("revoked_outside"))
        #expect(bench.alarms.codes == ["revoked_outside"])
    }

    @Test func `our own calls are ours`() async throws {
        let bench = try await bench(.inService)
        _ = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        let permit = try await bench.engine(seed: 8).cancelDecision(
            on: bench.order, caller: bench.caller
        )
        .permit
        _ = try await bench.engine(seed: 9).cancel(
            bench.order, reason: bench.reason(), consent: bench.consent(permit?.token),
            caller: bench.caller)
        let events = try await bench.events()
        #expect(events.contains("completed"))
        #expect(events.contains("revoked"))
        #expect(bench.alarms.codes == [])
    }

    @Test func `with a lost answer of ours it stays found, for nobody can tell`() async throws {
        let bench = try await bench(.inService)
        bench.provider.disturbSending(.lost(isApplied: true))
        let result = try await bench.engine().cancel(
            bench.order, reason: bench.reason(), caller: bench.caller)
        guard case .attempted(let report, _) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(report.attempt.condition == .settled(.applied(.found)))
        #expect(try await bench.events().contains("revoked"))
        #expect(bench.alarms.codes == [])
    }

    @Test func `somebody who looks while our answer is lost is told of no change elsewhere`()
        async throws
    {
        let bench = try await bench(.inService)
        bench.provider.disturbSending(.lost(isApplied: true))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.engine().cancel(
            bench.order, reason: bench.reason(), caller: bench.caller)
        #expect(try await bench.projection().openAttempt != nil)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try await bench.events().last == "revoked")
        #expect(bench.alarms.codes == [])
    }

    @Test func `an open attempt of which nothing can have acted explains nothing`() async throws {
        let bench = try await bench(.inService)
        bench.provider.disturbSending(.refused(.of(.deductionRunning, "PARAM_ERROR")))
        _ = try await bench.engine().cancel(
            bench.order, reason: bench.reason(), caller: bench.caller)
        #expect(try await bench.projection().openAttempt != nil)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try await bench.events().contains("revoked_outside"))
        #expect(bench.alarms.codes == ["revoked_outside"])
    }

    @Test func `what an attempt may have done late is told as that alone`() async throws {
        let bench = try await bench(.createdOrder)
        let engine = bench.engine()
        bench.provider.disturbSending(.lost(isApplied: false), .lost(isApplied: false))
        bench.provider.disturbSending(.lost(isApplied: false))
        _ = try await bench.cancel(engine)
        while try await bench.projection().openAttempt != nil {
            bench.clock.advance(by: .seconds(700))
            _ = try await engine.reconcile(dueOnly: false, caller: bench.caller)
        }
        bench.provider.show(bench.order, as: .inService)
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(try await bench.events().suffix(2) == ["revoked", "applied_late"])
        #expect(bench.alarms.codes == ["applied_late"])
    }

    @Test func `a cancel that WeChat says was made before is not ours`() async throws {
        let bench = try await bench(.awaitingPayment(due: 5000))
        let answer = try await bench.engine().cancelDecision(on: bench.order, caller: bench.caller)
        let order = bench.order
        let provider = bench.provider
        let canceled = Refusal(
            kind: .alreadyRevoked, code: "ORDER_CANCELED", status: 400, message: "")
        provider.disturbQueries(.after({}), .after { provider.show(order, as: .revokedOrder) })
        provider.disturbSending(.refused(canceled))
        let result = try await bench.engine().cancel(
            order, reason: bench.reason(), consent: bench.consent(answer.permit?.token),
            caller: bench.caller)
        guard case .attempted(let report, _) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(report.attempt.condition == .settled(.applied(.alreadyThere)))
        #expect(try await bench.events().contains("revoked_outside"))
        #expect(bench.alarms.codes == ["revoked_outside"])
    }

    @Test func `an open complete explains no cancel`() async throws {
        let bench = try await bench(.inService)
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try await bench.events().contains("revoked_outside"))
    }

    @Test func `a complete whose answer told nothing is ours when its effect is seen later`()
        async throws
    {
        let bench = try await bench(.inService)
        bench.provider.disturbSending(.reticent)
        bench.provider.disturbQueries(.after({}), .lost(isApplied: false))
        _ = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(try await bench.projection().state.phase?.kind == .inService)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try await bench.events().last == "completed")
        #expect(bench.alarms.codes == [])
    }

    @Test func `a complete that was given up and shows later is told as late, not passed over`()
        async throws
    {
        let bench = try await bench(.inService)
        let engine = bench.engine()
        bench.provider.disturbSending(.lost(isApplied: false), .lost(isApplied: false))
        bench.provider.disturbSending(.lost(isApplied: false))
        _ = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        while try await bench.projection().openAttempt != nil {
            bench.clock.advance(by: .seconds(700))
            _ = try await engine.reconcile(dueOnly: false, caller: bench.caller)
        }
        bench.provider.show(bench.order, as: .awaitingPayment(due: 100))
        _ = try await engine.query(bench.order, caller: bench.caller)
        #expect(try await bench.events().suffix(2) == ["completed", "applied_late"])
        #expect(bench.alarms.codes == ["applied_late"])
    }

    @Test func `an indeterminate observation in between makes no change of ours another's`()
        async throws
    {
        let bench = try await bench(.inService)
        bench.provider.disturbSending(.reticent)
        bench.provider.disturbQueries(.after({}), .reticent)
        _ = try await bench.engine().complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try await bench.events().last == "completed")
        #expect(bench.alarms.codes == [])
    }

    @Test func `where another system completes orders, that is recorded and raises no alarm`()
        async throws
    {
        var bench = try await bench(.inService)
        bench.settings.outsideCompletes = .expected
        bench.provider.show(bench.order, as: .awaitingPayment(due: 700))
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(try await bench.events().last == "completed_outside")
        #expect(bench.alarms.codes.isEmpty)
        bench.provider.show(bench.order, as: .revokedOrder)
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        #expect(bench.alarms.codes == ["revoked_outside"], "a cancel is never expected")
    }
}
