import Crypto
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// What was not done leaves as much in the trail as what was: the reason, what was presented, and
/// what stood in the way.
@Suite struct EngineAuditTrailTests {
    /// The records of decisions, the newest last.
    private func decisions(_ bench: EngineBench) async throws -> [JournalRecord] {
        try await bench.records().filter { $0.event == "decided" }
    }

    private func expectTry(
        _ bench: EngineBench, _ code: CallDecision.Code, problem: String?, permit: PermitToken?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let last = try #require(try await decisions(bench).last, sourceLocation: sourceLocation)
        #expect(last.reason == "用户取消", sourceLocation: sourceLocation)
        #expect(last.detail?["decision"] == code.rawValue, sourceLocation: sourceLocation)
        #expect(last.detail?["problem"] == problem, sourceLocation: sourceLocation)
        #expect(last.detail?["permit"] == permit?.digest.hex, sourceLocation: sourceLocation)
        #expect(
            last.detail?["acknowledged_by"] == permit.map { _ in "李敏" },
            sourceLocation: sourceLocation)
        #expect(last.cause.kind == .call, sourceLocation: sourceLocation)
    }

    @Test(arguments: ["pmt_00000000000000000000000000000000", "", "\u{0}\n许可=1", "junk"])
    func `a try with a permit that nobody was given keeps its reason and the digest`(
        text: String
    ) async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let token = PermitToken(text == "junk" ? String(repeating: "废", count: 400_000) : text)
        _ = try await bench.cancel(bench.engine(), permit: token)
        try await expectTry(
            bench, .needsAcknowledgement, problem: "permit_unknown", permit: token)
        #expect(try await bench.records().allSatisfy { ($0.detail?.text.utf8.count ?? 0) < 500 })
    }

    @Test func `a try with a permit that cannot be used says which and why`() async throws {
        let bench = try EngineBench()
        let other = try OutOrderNumber("ORDER-2")
        for order in [bench.order, other] {
            bench.provider.show(order, as: .awaitingPayment(due: 5000))
        }
        let engine = bench.engine()
        let foreign = try #require(
            try await engine.cancelDecision(on: other, caller: bench.caller).permit
        ).token
        _ = try await bench.cancel(engine, permit: foreign)
        try await expectTry(
            bench, .needsAcknowledgement, problem: "permit_foreign", permit: foreign)
        let old = try await bench.permit(engine)
        bench.clock.advance(by: Permit.standardLifetime)
        _ = try await bench.cancel(engine, permit: old)
        try await expectTry(bench, .needsAcknowledgement, problem: "permit_expired", permit: old)
        let stale = try await bench.permit(engine)
        bench.provider.show(bench.order, as: .awaitingPayment(due: 4000))
        _ = try await bench.cancel(engine, permit: stale)
        try await expectTry(bench, .needsAcknowledgement, problem: "permit_stale", permit: stale)
        let good = try await bench.permit(engine)
        let made = try await bench.cancel(engine, permit: good, stating: 4000)
        #expect(made.outcome == .applied(.answered))
        try await expectTry(bench, .allowed, problem: nil, permit: good)
        _ = try await bench.cancel(engine, permit: good, stating: 4000)
        try await expectTry(bench, .denied, problem: "permit_spent", permit: good)
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `a denied try keeps its reason and its permit, which stays unspent`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        let permit = try await bench.permit(engine)
        let why = try OperatorReason("争议中")
        _ = try await engine.protect(bench.order, reason: why, caller: bench.caller)
        _ = try await bench.cancel(engine, permit: permit)
        try await expectTry(bench, .denied, problem: nil, permit: permit)
        _ = try await engine.unprotect(bench.order, reason: why, caller: bench.caller)
        #expect(try await bench.cancel(engine, permit: permit).outcome == .applied(.answered))
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `a try that needs an acknowledgement, and a dry run, keep their reason`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        try await expectTry(bench, .needsAcknowledgement, problem: nil, permit: nil)
        let permit = try await bench.permit(engine)
        _ = try await engine.cancel(
            bench.order, reason: try bench.reason(), consent: bench.consent(permit),
            dryRun: true,
            caller: bench.caller)
        try await expectTry(bench, .allowed, problem: nil, permit: permit)
    }

    @Test func `a try without an observation keeps why there was none, its reason and the digest`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        let token = PermitToken("pmt_1")
        bench.provider.disturbQueries(.unreachable)
        await #expect(throws: EngineError.self) {
            try await bench.cancel(engine, permit: token)
        }
        try await expectTry(bench, .denied, problem: "provider_unreachable", permit: token)
        #expect(try await decisions(bench).last?.detail?["reasons"] == "observation_unavailable")
    }

    @Test func `a mere question has no reason and presents nothing`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .awaitingPayment(due: 5000))
        _ = try await bench.permit(bench.engine())
        let asked = try #require(try await decisions(bench).last)
        #expect(asked.reason == nil)
        #expect(asked.detail?["permit"] == nil && asked.detail?["problem"] == nil)
    }

    // MARK: Wishes that break a rule of WeChat's

    @Test func `a wish that WeChat's rules do not let out is a record, where the order is known`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let engine = Engine(
            journal: bench.journal, provider: StrictProvider(inner: bench.provider),
            clock: bench.clock, random: SeededRandom(seed: 7))
        let problem = StrictProvider.problem
        await #expect(throws: EngineError.request(problem)) { try await bench.cancel(engine) }
        #expect(try await bench.events() == [])
        _ = try await engine.query(bench.order, caller: bench.caller)
        let token = PermitToken("pmt_1")
        await #expect(throws: EngineError.request(problem)) {
            try await bench.cancel(engine, permit: token)
        }
        try await expectTry(bench, .denied, problem: "request_invalid", permit: token)
        for call in [OrderCall.Kind.create, .complete] {
            await #expect(throws: EngineError.request(problem)) {
                _ =
                    call == .create
                    ? try await engine.create(
                        bench.order, json: Array("{}".utf8), caller: bench.caller)
                    : try await engine.complete(
                        bench.order, json: EngineBench.total(0), caller: bench.caller)
            }
            let last = try #require(try await decisions(bench).last)
            #expect(last.detail?["call"] == call.rawValue)
            #expect(last.detail?["problem"] == "request_invalid")
            // What stands behind is the merchant's own word, and may be anybody's name.
            #expect(last.detail?["pointer"] == "/post_payments/0")
            #expect(last.reason == nil)
        }
        #expect(bench.provider.sent.isEmpty)
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    // MARK: Attempts that came to nothing

    private func settled(_ bench: EngineBench) async throws -> Detail? {
        try await bench.records().last { $0.event == "settled" }?.detail
    }

    @Test func `an attempt of which nothing left says that WeChat was not reached`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.unreachable)
        #expect(try await bench.cancel(bench.engine()).outcome == .notApplied(.neverSent))
        #expect(try await settled(bench)?["why"] == "provider_unreachable")
    }

    @Test func `an attempt that was protected before it was sent says so`() async throws {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        let why = try OperatorReason("争议中")
        journal.afterCommit { [order = bench.order, caller = bench.caller] in
            _ = try? await engine.protect(order, reason: why, caller: caller)
        }
        #expect(try await bench.cancel(engine).outcome == .notApplied(.changed))
        #expect(try await settled(bench)?["why"] == "protected")
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `an attempt that was overtaken by another amount says that the order changed`()
        async throws
    {
        let journal = HookedJournal()
        let bench = try EngineBench(journal: journal)
        bench.provider.show(bench.order, as: .createdOrder)
        let engine = bench.engine()
        journal.afterCommit { [provider = bench.provider, order = bench.order] in
            provider.show(order, as: .inService)
            bench.clock.advance(by: .milliseconds(5001))
        }
        #expect(try await bench.cancel(engine).outcome == .notApplied(.changed))
        #expect(try await settled(bench)?["why"] == "order_changed")
    }

    @Test func `what is refused says what WeChat said, and what is done needs no why`()
        async throws
    {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.refused(.of(.notPermitted, "NO_AUTH", status: 403)))
        let engine = bench.engine()
        _ = try await bench.cancel(engine)
        let refused = try await settled(bench)
        #expect(refused?["code"] == "NO_AUTH" && refused?["why"] == nil)
        #expect(try await bench.cancel(engine).outcome == .applied(.answered))
        #expect(try await settled(bench)?["why"] == nil)
    }

    @Test func `each decision names the policy by which it was taken`() async throws {
        var bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        _ = try await bench.engine().cancelDecision(on: bench.order, caller: bench.caller)
        let first = bench.settings.policyDigest
        bench.settings.policy.secondPerson = SecondPersonGuard()
        let second = bench.settings.policyDigest
        _ = try await bench.engine().cancelDecision(on: bench.order, caller: bench.caller)
        bench.provider.disturbQueries(.unreachable)
        _ = try? await bench.cancel(bench.engine())
        let named = try await decisions(bench).map { $0.detail?["policy"] }
        #expect(first != second)
        #expect(named == [first.hex, second.hex, second.hex])
    }

    @Test func `a record says how its actor is known, and which process made it`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let origin = ProcessOrigin(host: "till-7", systemUser: "shop")
        let engine = Engine(
            journal: bench.journal, provider: bench.provider, clock: bench.clock, origin: origin)
        let known = Caller(
            actor: bench.caller.actor, channel: bench.caller.channel,
            identification: .verified(by: try IdentificationMethod("oidc")))
        for caller in [bench.caller, known] {
            _ = try await engine.query(bench.order, caller: caller)
        }
        let records = try await bench.records()
        #expect(records.allSatisfy { $0.origin == origin })
        #expect(
            records.map(\.caller.identification.text) == ["claimed", "verified:oidc"])
        // What is known of the actor is hashed with the rest.
        #expect(records.allSatisfy { RecordHash.of($0) == $0.hash })
    }

    @Test func `a journal that the engine wrote is sound`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        bench.provider.disturbSending(.lost(isApplied: false))
        let engine = bench.engine()
        _ = try await engine.cancel(
            bench.order, reason: try bench.reason(), caller: bench.caller)
        bench.clock.advance(by: .milliseconds(600_001))
        _ = try await engine.reconcile(caller: bench.caller)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("审计"), caller: bench.caller)
        _ = try await engine.resetVelocityLimit(reason: OperatorReason("审计"), caller: bench.caller)
        let sealer = JournalSealer(
            journal: bench.journal, key: Curve25519.Signing.PrivateKey(), caller: bench.caller)
        _ = try await sealer.seal(at: bench.clock.now())
        let report = try await JournalVerifier().verify(bench.journal)
        #expect(report.isSound, "\(report.findings)")
        #expect(report.records > 8)
        #expect(report.checkpoints == 1)
        #expect(report.unsealed == 0)
    }
}

/// A provider to which no wish is right.
private struct StrictProvider: Provider {
    let inner: FakeProvider
    var merchant: MerchantID? { inner.merchant }

    func openID(in message: RequestMessage) -> OpenID? { nil }

    static let problem = RequestProblems(
        pointer: "/post_payments/0/oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", explanation: "is not right")

    func query(_ order: OutOrderNumber) async -> ProviderAnswer<ProviderObservation> {
        await inner.query(order)
    }

    func query(_ id: QueryID) async -> ProviderAnswer<FoundOrder> {
        await inner.query(id)
    }

    func request(
        for wish: ProviderWish, of order: OutOrderNumber
    ) throws(RequestProblems) -> ProviderRequest {
        throw Self.problem
    }

    func open(
        _ notification: WeChatNotification
    ) async throws(NotificationProblem) -> OpenedNotification {
        try await inner.open(notification)
    }

    func send(_ request: ProviderRequest) async -> ProviderAnswer<ProviderReceipt> {
        await inner.send(request)
    }
}
