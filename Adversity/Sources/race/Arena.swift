import Logging
import OrderEngine
import OrderEngineTesting
import OrderJournal
import OrderLifecycle
import SQLiteJournal

/// Where races are run: one journal, one provider, and one engine or several that do not know of
/// each other.
struct Arena: Sendable {
    let journals: [any Journal]
    let provider: UnsteadyProvider
    let engines: [Engine]
    let counter = Counter()
    let caller: Caller

    /// - Parameter journals: One for each engine; the same one, unless the arena is a control.
    init(_ journals: [any Journal], seed: UInt64) throws {
        self.journals = journals
        let provider = UnsteadyProvider(seed: seed)
        self.provider = provider
        caller = Caller(actor: try ActorName("clerk"), channel: try CallerChannel("race"))
        var settings = EngineSettings()
        // The velocity limit would end the races after twenty of them.
        settings.policy.velocityLimit = VelocityLimitGuard(
            try VelocityLimits(cancels: .max, fen: .max, window: .seconds(3600)))
        engines = journals.indices.map { number in
            Engine(
                journal: journals[number], provider: provider, settings: settings,
                random: SeededRandom(seed: seed &+ UInt64(number) &* 7919),
                logger: Logger(label: "race") { _ in SwiftLogNoOpLogHandler() })
        }
    }

    /// The result of one race.
    struct Outcome: Sendable {
        let situation: Situation
        let order: OutOrderNumber
        let calls: [Call]
        /// What a caller was told that the journal does not bear out.
        let contradictions: [String]
    }

    /// Prepares an order, lets all deeds go at once, and returns what everybody was told.
    func race(_ situation: Situation, over order: OutOrderNumber) async throws -> Outcome {
        let permits = try await prepare(situation, order)
        let calls = try await withThrowingTaskGroup(of: (Call, [String]).self) { group in
            for (number, deed) in situation.deeds.enumerated() {
                let contender = number % engines.count
                group.addTask { try await perform(deed, of: order, permits, contender) }
            }
            return try await group.reduce(into: [(Call, [String])]()) { $0.append($1) }
        }
        return Outcome(
            situation: situation, order: order, calls: calls.map(\.0),
            contradictions: calls.flatMap(\.1))
    }

    private func prepare(
        _ situation: Situation, _ order: OutOrderNumber
    ) async throws -> [PermitToken] {
        let desk = provider.desk(of: order)
        desk.show(order, as: situation.start.snapshot)
        if situation.start == .none { return [] }
        for engine in engines { _ = try await engine.query(order, caller: caller) }
        if situation.start == .unresolved {
            // The cancel is applied, its answer is lost, and so is the observation after it.
            desk.disturbSending(.lost(isApplied: true))
            desk.disturbQueries(
                .after {}, .lost(isApplied: false))
            _ = try await engines[0].cancel(
                order, reason: CancelReason("用户取消"), caller: caller)
        }
        var permits: [PermitToken] = []
        for _ in 0..<situation.permits {
            let answer = try await engines[0].cancelDecision(on: order, caller: caller)
            if let permit = answer.permit { permits.append(permit.token) }
        }
        return permits
    }

    private func perform(
        _ deed: Deed, of order: OutOrderNumber, _ permits: [PermitToken], _ contender: Int
    ) async throws -> (Call, [String]) {
        let journal = journals[contender]
        let first = try await journal.inspect { try $0.lastRecord()?.sequence ?? 0 }
        let begun = counter.next()
        var attempt: AttemptID?
        let told: Told
        do throws(EngineError) {
            (told, attempt) = try await ask(deed, of: order, permits, engines[contender])
        } catch {
            told = .failed(error.code.rawValue)
        }
        let ended = counter.next()
        let call = Call(deed: deed, told: told, begun: begun, ended: ended)
        guard let attempt else { return (call, []) }
        // What was answered is durable, and was not before it was asked for.
        let places = try await journal.read { reader in
            try reader.records(of: .order(order), after: 0, limit: 1000)
                .filter { (try? $0.content)?.attempt == attempt }.map(\.sequence)
        }
        let isBornOut = places.count >= 2 && places.allSatisfy { $0 > first }
        return (call, isBornOut ? [] : ["\(attempt) is recorded at \(places), after \(first)"])
    }

    private func ask(
        _ deed: Deed, of order: OutOrderNumber, _ permits: [PermitToken], _ engine: Engine
    ) async throws(EngineError) -> (Told, AttemptID?) {
        switch deed {
        case .create:
            return told(of: try await engine.create(order, json: [0x7B, 0x7D], caller: caller))
        case .complete:
            let fen = Array(#"{"total_amount": 10}"#.utf8)
            return told(of: try await engine.complete(order, json: fen, caller: caller))
        case .cancel(let number, let isMisstated):
            let fen = OrderModel.Phase.due + (isMisstated ? 1 : 0)
            guard let reason = try? CancelReason("用户取消"), let amount = try? Amount(fen: fen)
            else { return (.failed("reason"), nil) }
            let consent = number.map {
                Consent(token: permits[$0], atStake: amount, by: caller.actor)
            }
            let result = try await engine.cancel(
                order, reason: reason, consent: consent, caller: caller)
            return told(of: result)
        case .protect:
            // It asks nobody, and would otherwise always be first; most look first.
            if counter.next() % 4 > 0 { _ = try await engine.query(order, caller: caller) }
            guard let reason = try? OperatorReason("dispute") else {
                return (.failed("reason"), nil)
            }
            _ = try await engine.protect(order, reason: reason, caller: caller)
            return (.done, nil)
        case .reconcile:
            _ = try await engine.reconcile(dueOnly: false, caller: caller)
            return (.done, nil)
        case .look:
            let report = try await engine.query(order, caller: caller)
            return (.seen(report.order.state.code), nil)
        }
    }

    private func told(of result: CallResult) -> (Told, AttemptID?) {
        switch result {
        case .denied(let answer):
            if case .denied(let denial) = answer.decision {
                (.denied(denial.codes), nil)
            } else {
                (.failed("a denial without reasons"), nil)
            }
        case .needsAcknowledgement: (.asked, nil)
        case .permitUnusable(let problem, _): (.unusable(problem.rawValue), nil)
        case .dryRun: (.failed("dry_run"), nil)
        case .attempted(let report, _): told(of: report)
        }
    }

    private func told(of report: AttemptReport) -> (Told, AttemptID?) {
        switch report.attempt.condition {
        case .settled(.applied): (.done, report.attempt.id)
        case .settled(let outcome): (.denied([outcome.code]), report.attempt.id)
        case .open, .parked: (.denied(["attempt_unresolved"]), report.attempt.id)
        }
    }
}
