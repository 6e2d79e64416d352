import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import Testing

/// The code of "Cancel an order safely".
@Suite struct CancelArticleTests {
    private func ask(
        _ engine: Engine, _ order: OutOrderNumber, _ clerk: Caller, show: (String) -> Void
    ) async throws -> DecisionAnswer {
        let answer = try await engine.cancelDecision(on: order, caller: clerk)
        switch answer.decision {
        case .allowed: show("Nothing is given up.")
        case .needsAcknowledgement(let loss): show("This gives up \(loss.atStake) for good.")
        case .denied(let denial): show("Not possible: \(denial).")
        }
        return answer
    }

    private func consent(to answer: DecisionAnswer, _ input: String) throws -> Consent {
        let stated = try Amount(parsing: input)
        let consent = try answer.acknowledge(atStake: stated, by: ActorName("finance-2"))
        return consent
    }

    private func cancel(
        _ engine: Engine, _ order: OutOrderNumber, _ clerk: Caller, _ consent: Consent?,
        show: (String) -> Void
    ) async throws {
        let result = try await engine.cancel(
            order, reason: CancelReason("用户取消"), consent: consent, caller: clerk)
        switch result {
        case .denied(let answer): show("Nothing was sent: \(answer.decision).")
        case .needsAcknowledgement(let answer): show("State the amount: \(answer.decision).")
        case .permitUnusable(let problem, let answer):
            show("The permit cannot be used (\(problem.rawValue)): \(answer.decision).")
        case .dryRun(let answer, _): show("Only tried: \(answer.decision).")
        case .attempted(let report, _): show(words(for: report.attempt.condition))
        }
    }

    private func words(for condition: AttemptProjection.Condition) -> String {
        switch condition {
        case .settled(.applied): "The order is cancelled."
        case .settled(.refused(let refusal)): "WeChat refused: \(refusal.code)."
        case .settled(.notApplied): "The order was not cancelled."
        case .settled(.unproven): "Nobody can tell."
        case .open, .parked: "Not known yet."
        }
    }

    @Test func `a consent carries the amount`() async throws {
        let bench = try ArticleBench()
        let (engine, order, clerk) = (bench.engine(), bench.order, bench.clerk)
        let reason = try CancelReason("用户取消")
        let answer = try await engine.cancelDecision(on: order, caller: clerk)
        let consent = try answer.acknowledge(
            atStake: Amount(parsing: "¥128.00"), by: ActorName("finance-2"))
        let result = try await engine.cancel(
            order, reason: reason, consent: consent, caller: clerk)
        guard case .attempted(let report, _) = result else {
            Issue.record("the cancel was not attempted: \(result)")
            return
        }
        #expect(words(for: report.attempt.condition) == "The order is cancelled.")
    }

    @Test func `a person states the amount and the order is cancelled`() async throws {
        let bench = try ArticleBench()
        let engine = bench.engine()
        var shown: [String] = []
        let answer = try await ask(engine, bench.order, bench.clerk) { shown.append($0) }
        let consent = try consent(to: answer, "128.00")
        try await cancel(engine, bench.order, bench.clerk, consent) { shown.append($0) }
        #expect(shown == ["This gives up ¥128.00 for good.", "The order is cancelled."])
    }

    @Test func `another amount is no consent`() async throws {
        let bench = try ArticleBench()
        let answer = try await ask(bench.engine(), bench.order, bench.clerk) { _ in }
        #expect(throws: ConsentProblem.amountDiffers) { try consent(to: answer, "12.80") }
    }

    @Test func `a lost answer is not known yet`() async throws {
        let bench = try ArticleBench()
        let engine = bench.engine()
        var shown: [String] = []
        let consent = try consent(
            to: try await ask(engine, bench.order, bench.clerk) { _ in }, "128.00")
        bench.provider.disturbSending(.lost(isApplied: false))
        try await cancel(engine, bench.order, bench.clerk, consent) { shown.append($0) }
        #expect(shown == ["Not known yet."])
    }
}
