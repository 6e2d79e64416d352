import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing
import WeChatPay

/// The code of "Recipes".
@Suite struct RecipesTests {
    @Test func `more than the limit is refused`() async throws {
        let bench = try ArticleBench()

        var settings = EngineSettings()
        settings.policy.additional = [ForgivenessLimit(limit: try Amount(fen: 10_000))]

        let engine = bench.engine(settings: settings)
        let answer = try await engine.cancelDecision(on: bench.order, caller: bench.clerk)
        #expect("\(answer.decision)" == "denied: over_forgiveness_limit")
        bench.provider.show(bench.order, as: .awaitingPayment(fen: 10_000))
        let smaller = try await engine.cancelDecision(on: bench.order, caller: bench.clerk)
        #expect(smaller.decision.code == .needsAcknowledgement)
    }

    private func twoPersonSettings() -> EngineSettings {
        var settings = EngineSettings()
        settings.policy.secondPerson = SecondPersonGuard()
        return settings
    }

    private func request(
        _ engine: Engine, _ order: OutOrderNumber, _ clerk: Caller
    ) async throws -> PermitToken? {
        let answer = try await engine.cancelDecision(on: order, caller: clerk)
        let token = answer.permit?.token
        return token
    }

    private func approve(
        _ engine: Engine, _ order: OutOrderNumber, token: PermitToken, _ supervisor: Caller
    ) async throws -> CallResult {
        let consent = Consent(
            token: token, atStake: try Amount(parsing: "¥128.00"), by: supervisor.actor,
            identification: supervisor.identification)
        return try await engine.cancel(
            order, reason: CancelReason("用户取消"), consent: consent, caller: supervisor)
    }

    @Test(arguments: [("clerk-7", "denied"), ("finance-2", "attempted")])
    func `the person who asks cannot approve`(name: String, code: String) async throws {
        let bench = try ArticleBench()
        let engine = bench.engine(settings: twoPersonSettings())
        let token = try #require(await request(engine, bench.order, bench.clerk))
        let supervisor = Caller(
            actor: try ActorName(name), channel: try CallerChannel("order-service"),
            identification: .verified(by: try IdentificationMethod("oidc")))
        switch try await approve(engine, bench.order, token: token, supervisor) {
        case .denied(let answer):
            #expect(code == "denied")
            #expect("\(answer.decision)" == "denied: same_person")
        case .attempted(let report, _):
            #expect(code == "attempted")
            #expect(report.order.state == .known(.revoked))
        case .needsAcknowledgement, .permitUnusable, .dryRun: Issue.record("another answer")
        }
    }

    private func takeOver(
        _ answers: [(OutOrderNumber, [UInt8])], _ engine: Engine, _ caller: Caller
    ) async throws {
        for start in stride(from: 0, to: answers.count, by: Engine.importLimit) {
            let batch = answers[start...].prefix(Engine.importLimit)
            let orders = try batch.map { number, json in
                let seen = try WeChatOrderJSON.read(json)
                return ImportedOrder(
                    number, snapshot: seen.snapshot, identity: seen.identity,
                    evidence: seen.evidence)
            }
            let report = try await engine.importOrders(orders, caller: caller)
            print("\(report.adopted) new, \(report.contradicting) to look at")
        }
    }

    @Test func `existing orders are taken over`() async throws {
        let bench = try ArticleBench()
        let engine = bench.engine()
        let answers = try (1...1001).map {
            (try OutOrderNumber("OLD-\($0)"), Array(#"{"state":"CREATED"}"#.utf8))
        }
        try await takeOver(answers, engine, bench.clerk)
        try await takeOver(answers, engine, bench.clerk)
        let page = try await engine.orders(matching: .phase(.created), limit: 1000)
        #expect(page.elements.count == 1000 && page.next != nil)
        let history = try await engine.history(of: try OutOrderNumber("OLD-1001"))
        #expect(history.elements.count == 1)
    }

    private func reconcile(_ engine: Engine, _ caller: Caller) async throws -> [String] {
        var unknown: [String] = []
        for report in try await engine.reconcile(caller: caller) {
            switch report.attempt.condition {
            case .settled(let outcome): print("\(report.order.order): \(outcome)")
            case .open(let nextAt): print("\(report.order.order): asked again at \(nextAt)")
            case .parked: unknown.append(report.order.order.text)
            }
        }
        return unknown
    }

    @Test func `what is not known after seven days needs a person`() async throws {
        let bench = try ArticleBench()
        bench.provider.show(
            bench.order, as: OrderSnapshot(state: "DOING", stateDescription: "USER_CONFIRM"))
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(.after {}, .unreachable, .unreachable)
        let engine = bench.engine()
        _ = try await engine.cancel(
            bench.order, reason: CancelReason("用户取消"), caller: bench.clerk)
        #expect(try await reconcile(engine, bench.clerk) == [])
        bench.clock.advance(by: .seconds(604_801))
        #expect(try await reconcile(engine, bench.clerk) == ["RENT-1"])
    }
}
