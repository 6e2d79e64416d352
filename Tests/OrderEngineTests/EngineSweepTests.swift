import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Synchronization
import Testing

/// Every order that is not final is asked about, and only what differs is recorded.
@Suite struct EngineSweepTests {
    /// What a sweep told, in order.
    private final class Steps: Sendable {
        private let steps = Mutex<[SweepStep]>([])

        var all: [SweepStep] { steps.withLock { $0 } }

        func add(_ step: SweepStep) { steps.withLock { $0.append(step) } }
    }

    private let bench: EngineBench
    private let engine: Engine

    init() throws {
        bench = try EngineBench()
        engine = bench.engine()
    }

    /// Puts an order into the journal as WeChat shows it.
    @discardableResult
    private func know(_ number: String, _ snapshot: OrderSnapshot) async throws -> OutOrderNumber {
        let order = try OutOrderNumber(number)
        bench.provider.show(order, as: snapshot)
        _ = try await engine.query(order, caller: bench.caller)
        return order
    }

    private func count() async throws -> Int64 {
        try await bench.journal.read { try $0.end()?.sequence ?? 0 }
    }

    @Test func `orders that await payment come first, and final ones are not asked about`()
        async throws
    {
        try await know("A-created", .createdOrder)
        try await know("B-service", .inService)
        try await know("C-due", .awaitingPayment(due: 100))
        try await know("D-done", .done(paid: 100))
        try await know("E-due", .awaitingPayment(due: 100))
        let steps = Steps()
        let report = try await engine.sweep(caller: bench.caller) { steps.add($0) }
        #expect(
            Set(steps.all.prefix(2).map(\.order.text)) == ["C-due", "E-due"])
        #expect(steps.all.dropFirst(2).map(\.order.text) == ["B-service", "A-created"])
        #expect(report.position.isComplete && report.stopped == nil)
        #expect(report.position.asked == 4 && report.position.differed == 0)
    }

    @Test func `an order that stands where it was known to stand leaves no record`() async throws {
        try await know("A-1", .inService)
        let before = try await count()
        _ = try await engine.sweep(caller: bench.caller)
        let records = try await bench.journal.read { try $0.records(after: before, limit: 10) }
        #expect(records.map(\.event) == ["swept"])
        guard case .journal(.swept(let details))? = try records.first?.content else {
            Issue.record("the end of the sweep is not told")
            return
        }
        #expect(details.asked == 1 && details.differed == 0 && details.failed == 0)
        #expect(details.resumedFrom == nil)
        #expect(records.first?.cause == Cause(.sweep, id: details.sweep.text))
    }

    @Test func `a cancel elsewhere is recorded, named and alarmed`() async throws {
        let order = try await know("A-1", .awaitingPayment(due: 12_800))
        bench.provider.show(order, as: .revokedOrder)
        let steps = Steps()
        let report = try await engine.sweep(caller: bench.caller) { steps.add($0) }
        #expect(report.position.differed == 1)
        guard case .differed(let found, let before)? = steps.all.first?.finding else {
            Issue.record("nothing differed")
            return
        }
        #expect(before.code == "awaiting_payment")
        #expect(found.outside == OutsideChange(.revoked, loss: .exactly(try Amount(fen: 12_800))))
        #expect(bench.alarms.codes == ["revoked_outside"])
    }

    @Test func `what a sweep finds is never put down to who sweeps`() async throws {
        let order = try await know("A-1", .inService)
        bench.provider.show(order, as: .revokedOrder)
        _ = try await engine.sweep(caller: bench.caller)
        let record = try #require(
            try await bench.journal.read {
                try $0.records(of: .order(order), after: 0, limit: 100).last
            })
        #expect(record.event == "revoked_outside")
        #expect(record.isNoticed)
    }

    @Test func `a claim that WeChat's word confirms becomes WeChat's word`() async throws {
        let order = bench.order
        _ = try await engine.observe(
            order, snapshot: .inService, identity: OrderIdentity(),
            evidence: Evidence(excerpt: "{}", bodyDigest: String(repeating: "a", count: 64)),
            caller: bench.caller)
        #expect(try await bench.projection().isVerified == false)
        bench.provider.show(order, as: .inService)
        _ = try await engine.sweep(caller: bench.caller)
        #expect(try await bench.projection().isVerified)
    }

    @Test func `the same odd answer is recorded once, however many sweeps see it`() async throws {
        let order = try await know("A-1", .inService)
        bench.provider.show(order, as: OrderSnapshot(state: "PAUSED"))
        _ = try await engine.sweep(caller: bench.caller)
        let after = try await count()
        let second = try await engine.sweep(caller: bench.caller)
        #expect(second.position.differed == 0)
        #expect(try await count() == after + 1)
    }

    @Test func `an order that WeChat does not know is told apart, and the others are asked about`()
        async throws
    {
        try await know("A-1", .inService)
        try await know("A-2", .inService)
        bench.provider.show(try OutOrderNumber("A-1"), as: nil)
        let steps = Steps()
        let before = try await count()
        let report = try await engine.sweep(caller: bench.caller) { steps.add($0) }
        #expect(report.position.unknown == 1 && report.position.failed == 0)
        #expect(report.position.asked == 2 && report.position.isComplete)
        #expect(steps.all.map(\.finding).contains(.unknown))
        let records = try await bench.journal.read { try $0.records(after: before, limit: 10) }
        guard case .journal(.swept(let details))? = try records.first?.content else {
            Issue.record("something else than the end of the sweep is recorded")
            return
        }
        #expect(details.unknown == 1 && details.failed == 0)
    }

    @Test func `a sweep that WeChat does not answer stops, and goes on from there`() async throws {
        for number in 100..<130 { try await know("A-\(number)", .inService) }
        let before = try await count()
        for _ in 0..<25 { bench.provider.disturbQueries(.unreachable) }
        let first = try await engine.sweep(caller: bench.caller)
        #expect(!first.position.isComplete)
        #expect(first.stopped != nil)
        #expect((10...18).contains(first.position.asked))
        #expect(try await count() == before, "a sweep that stopped did not come to its end")
        let text = first.position.text
        let position = try #require(SweepPosition(text: text))
        #expect(position == first.position)
        let second = try await bench.engine(seed: 8).sweep(from: position, caller: bench.caller)
        #expect(!second.position.isComplete || second.position.asked == 30)
        let third = try await engine.sweep(from: second.position, caller: bench.caller)
        #expect(third.position.isComplete)
        #expect(third.position.asked == 30, "each order is asked about once")
        #expect(third.position.sweep == first.position.sweep)
    }

    @Test func `a record of the end says what this journal's own run did`() async throws {
        try await know("A-1", .inService)
        try await know("Z-1", .createdOrder)
        let told = "swp_10949fe8247cfd248272.0.created.777777.7.7.0.Z-0"
        let position = try #require(SweepPosition(text: told))
        let before = try await count()
        let report = try await engine.sweep(from: position, caller: bench.caller)
        #expect(report.asked == 1 && report.differed == 0 && report.failed == 0)
        #expect(report.resumedFrom == position && report.beganAt == bench.clock.now())
        #expect(report.position.asked == 777_778)
        let record = try await bench.journal.read { try $0.records(after: before, limit: 1).first }
        guard case .journal(.swept(let details))? = try record?.content else {
            Issue.record("the end of the sweep is not told")
            return
        }
        #expect(
            details
                == SweepDetails(
                    sweep: position.sweep, beganAt: bench.clock.now(), asked: 1, differed: 0,
                    failed: 0, unknown: 0, resumedFrom: "created.Z-0"))
        #expect(record?.cause == Cause(.sweep, id: position.sweep.text))
    }

    @Test func `a position counts no more orders than can be counted on`() async throws {
        try await know("A-1", .awaitingPayment(due: 100))
        let most: Int64 = 1_000_000_000_000
        func position(_ asked: Int64, _ failed: Int64) -> SweepPosition? {
            SweepPosition(
                text: "swp_10949fe8247cfd248272.0.awaiting_payment.\(asked).0.\(failed).0.")
        }
        #expect(position(.max, 0) == nil)
        #expect(position(.max, .max) == nil)
        #expect(position(most + 1, 0) == nil)
        guard let last = position(most, most) else {
            Issue.record("the greatest count is refused")
            return
        }
        let report = try await engine.sweep(from: last, caller: bench.caller)
        #expect(report.asked == 1 && report.failed == 0)
    }

    @Test func `a position that was altered is none`() throws {
        let good = "swp_10949fe8247cfd248272.1764460800000.in_service.12.3.0.1.ORDER-17"
        #expect(SweepPosition(text: good)?.text == good)
        for bad in [
            "", "swp_1.1.created.0.0.0.", good + ".1", good.replacing("in_service", with: "done"),
            good.replacing(".12.", with: ".2."), good.replacing(".12.", with: ".+12."),
            good.replacing("1764460800000", with: "99999999999999999"),
            good.replacing("ORDER-17", with: "ORDER 17"),
        ] { #expect(SweepPosition(text: bad) == nil, "\(bad)") }
    }

    @Test func `no more is asked in a second than the rate allows`() async throws {
        for number in 0..<40 { try await know("A-\(100 + number)", .inService) }
        let start = bench.clock.uptime()
        var settings = SweepSettings()
        try settings.setRate(10)
        _ = try await engine.sweep(settings, caller: bench.caller)
        #expect(bench.clock.uptime() - start >= .milliseconds(3900))
    }

    @Test func `where WeChat says that it was asked too often the sweep waits`() async throws {
        try await know("A-1", .inService)
        bench.provider.disturbQueries(
            .refused(
                Refusal(
                    kind: .rateLimited, code: "FREQUENCY_LIMITED", status: 429, message: "")))
        let start = bench.clock.uptime()
        let report = try await engine.sweep(caller: bench.caller)
        #expect(report.position.asked == 1 && report.position.failed == 0)
        #expect(bench.clock.uptime() - start >= .seconds(30))
    }

    @Test func `rates and pauses outside their ranges are refused`() throws {
        var settings = SweepSettings()
        #expect(throws: InvalidValue.self) { try settings.setRate(0) }
        #expect(throws: InvalidValue.self) { try settings.setRate(101) }
        var service = EngineServiceSettings()
        #expect(service.sweepPause == nil)
        #expect(throws: InvalidValue.self) { try service.setSweepPause(.seconds(59)) }
        try service.setSweepPause(.seconds(3600))
        #expect(service.sweepPause == .seconds(3600))
    }
}
