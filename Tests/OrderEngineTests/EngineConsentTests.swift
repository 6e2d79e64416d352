import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// A bill is given up only where a person stated its amount, and the trail says who.
@Suite struct EngineConsentTests {
    private static func bench(due: Int64 = 12_800, paid: Int64 = 0) throws -> EngineBench {
        var bench = try EngineBench()
        bench.settings.policy.partPayment = PartPaymentGuard(.hazard)
        bench.provider.show(bench.order, as: .awaitingPayment(due: due, paid: paid))
        return bench
    }

    @Test(arguments: [0, 1, 12_799, 12_801, 128])
    func `a wrong amount throws where it is stated, and gives nothing up`(fen: Int64) async throws {
        let bench = try Self.bench()
        let engine = bench.engine()
        let answer = try await engine.cancelDecision(on: bench.order, caller: bench.caller)
        let name = try ActorName("finance-2")
        #expect(throws: ConsentProblem.amountDiffers) {
            try answer.acknowledge(atStake: Amount(fen: fen), by: name)
        }
        // Whoever makes a consent of the token all the same meets the engine.
        let result = try await bench.cancel(
            engine, permit: try #require(answer.permit).token, stating: fen)
        guard case .permitUnusable(.amountDiffers, let again) = result else {
            Issue.record("given up for \(fen) fen: \(result)")
            return
        }
        #expect(again.decision.description == "needs acknowledgement: collection_abandoned ¥128.00")
        #expect(bench.provider.sent.isEmpty)
        let decided = try #require(try await bench.records().last { $0.event == "decided" })
        #expect(decided.detail?["problem"] == "permit_amount_differs")
        #expect(decided.detail?["stated"] == String(fen))
        // The permit is not spent: the right amount still goes through.
        let right = try await bench.cancel(
            engine, permit: try #require(answer.permit).token, stating: 12_800)
        #expect(right.outcome == .applied(.answered))
    }

    @Test func `there is nothing to acknowledge where nothing is at stake`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .createdOrder)
        let answer = try await bench.engine().cancelDecision(
            on: bench.order, caller: bench.caller)
        #expect(answer.permit == nil)
        #expect(answer.decision.description == "allowed")
        #expect(throws: ConsentProblem.nothingAtStake) {
            try answer.acknowledge(atStake: .zero, by: bench.caller.actor)
        }
    }

    @Test func `what was only asked about offline cannot be acknowledged`() async throws {
        let bench = try Self.bench()
        _ = try await bench.engine().query(bench.order, caller: bench.caller)
        let answer = try await Engine.offlineDecision(
            on: bench.order, for: .cancel, in: bench.journal, settings: bench.settings,
            now: bench.clock.now(),
            caller: bench.caller)
        #expect(throws: ConsentProblem.noPermit) {
            try answer.acknowledge(atStake: Amount(fen: 12_800), by: bench.caller.actor)
        }
    }

    @Test func `who requested, who acknowledged and who called are three members`() async throws {
        let bench = try Self.bench(due: 3000, paid: 900)
        let engine = bench.engine()
        let clerk = bench.caller
        let answer = try await engine.cancelDecision(on: bench.order, caller: clerk)
        let consent = try answer.acknowledge(
            atStake: Amount(parsing: "¥30.00"), by: ActorName("财务-2"))
        let robot = Caller(actor: try ActorName("order-service"), channel: clerk.channel)
        let result = try await engine.cancel(
            bench.order, reason: bench.reason(), consent: consent, caller: robot)
        #expect(result.description == "applied (answered); revoked")
        let intent = try #require(try await bench.records().last { $0.event == "intended" })
        #expect(intent.detail?["requested_by"] == clerk.actor.text)
        #expect(intent.detail?["acknowledged_by"] == "财务-2")
        #expect(intent.caller.actor.text == "order-service")
        #expect(intent.detail?["given_up"] == "3000")
        let decided = try #require(try await bench.records().last { $0.event == "decided" })
        #expect(decided.detail?["at_stake"] == "3000")
        #expect(decided.detail?["already_paid"] == "900")
        #expect(decided.detail?["hazards"] == "collection_abandoned,partly_paid")
        #expect(try await JournalVerifier().verify(bench.journal).isSound)
    }

    @Test func `what describes itself shows no token`() async throws {
        let bench = try Self.bench()
        let answer = try await bench.engine().cancelDecision(
            on: bench.order, caller: bench.caller)
        let token = try #require(answer.permit).token.secret
        let consent = try answer.acknowledge(
            atStake: Amount(fen: 12_800), by: bench.caller.actor)
        for text in ["\(answer)", "\(consent)", String(reflecting: consent), "\(answer.permit!)"] {
            #expect(!text.contains(token))
        }
        #expect(
            "\(answer)" == "ORDER-1: needs acknowledgement: collection_abandoned ¥128.00")
    }

    @Test func `every call is told with whether it may be made now`() async throws {
        let bench = try Self.bench()
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        _ = try await engine.protect(
            bench.order, reason: OperatorReason("争议中"), caller: bench.caller)
        let before = try await bench.records().count
        let options = try await engine.allowedCalls(on: bench.order, caller: bench.caller)
        #expect(
            options.map(\.description) == [
                "create: denied: order_exists", "create_completed: denied: order_exists",
                "complete: denied: already_completed",
                "modify: denied: protected", "collect: allowed",
                "report_paid: denied: protected", "cancel: denied: protected",
            ])
        // The observation is recorded, and no decision.
        let added = try await bench.records().dropFirst(before).map(\.event)
        #expect(added == ["observation_confirmed"])
        #expect(bench.provider.sent.isEmpty)
    }

    @Test func `a question about a number makes no order of it`() async throws {
        let bench = try EngineBench()
        let answer = try await bench.engine().decision(
            on: bench.order, for: .create(.confirm, riskFund: nil), caller: bench.caller)
        #expect(answer.decision.code == .allowed)
        #expect(try await bench.records().isEmpty)
    }

    @Test func `a completion with more than ours is told as somebody else's`() async throws {
        let bench = try EngineBench()
        bench.provider.show(bench.order, as: .inService)
        let engine = bench.engine()
        _ = try await engine.query(bench.order, caller: bench.caller)
        bench.provider.disturbSending(.lost(isApplied: false))
        bench.provider.disturbQueries(
            .after {},
            .after { bench.provider.show(bench.order, as: .awaitingPayment(due: 9000)) })
        let result = try await engine.complete(
            bench.order, json: EngineBench.total(5000), caller: bench.caller)
        #expect(result.report?.outcome == .notApplied(.overtaken))
        #expect(try await bench.events().contains("completed_outside"))
        #expect(bench.alarms.codes == ["completed_outside"])
    }
}
