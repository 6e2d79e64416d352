import OrderJournal
import OrderLifecycle

/// One run through the steps of an attempt on an authorization; the machine is that of every
/// attempt.
struct AuthorizationRun {
    private let engine: Engine
    private let context: AuthorizationContext
    private var progress: AttemptProgress
    private(set) var receipt: AuthorizationReceipt?

    /// - Parameter now: The wall clock by which the machine was made.
    init(
        engine: Engine, context: AuthorizationContext, machine: Attempt,
        observationTime: ObservationTime, recordedLastSentAt: Timestamp, now: Timestamp
    ) {
        self.engine = engine
        self.context = context
        progress = AttemptProgress(
            of: context.id, machine: machine, observationTime: observationTime,
            recordedLastSentAt: recordedLastSentAt, clock: engine.clock, now: now)
    }

    /// Runs from a step on.
    mutating func run(from first: AttemptStep) async throws(EngineError) -> AuthorizationReport {
        var step = first
        while true {
            switch step {
            case .send: step = try await send()
            case .query: step = try await observe()
            case .commitDispatch:
                if let unsendable = context.unsendable { throw unsendable }
                if let outcome = try await recordDispatch() { return try await settle(outcome) }
                step = try await dispatch()
            case .wait(let until):
                let pause = until.since(engine.clock.now())
                guard pause <= engine.settings.maxPause, progress.mayQuery else {
                    return try await deferred(until: until)
                }
                // A cancelled task only means that nothing is waited for.
                try? await engine.clock.sleep(for: pause)
                step = try progress.advance(.woken)
            case .settle(let outcome): return try await settle(outcome)
            case .park: return try await end(.attempt(.parked(context.id)))
            }
        }
    }

    /// Goes on once the record of a sending is durable.
    mutating func dispatch() async throws(EngineError) -> AttemptStep {
        let (holds, outcome) = try await meanwhile()
        // Whatever is there need not be sent for.
        if let outcome { return .settle(outcome) }
        return try progress.dispatch(stateHolds: holds)
    }

    /// Whether that on which the attempt was decided still stands, orders of the customer included,
    /// which are no part of the attempt's own commits; and the outcome that a notification has
    /// given it since the last one.
    private func meanwhile() async throws(EngineError) -> (holds: Bool, outcome: AttemptOutcome?) {
        let context = context
        let (holds, condition) = try await engine.read(about: context.subjects) { reader in
            let known = try reader.authorization(context.code)
            return (
                try known.map { try context.holds(for: $0, in: reader) } ?? false,
                try reader.attempt(context.id)?.condition
            )
        }
        guard case .settled(let outcome)? = condition else { return (holds, nil) }
        return (holds, outcome)
    }

    // MARK: Steps

    private mutating func send() async throws(EngineError) -> AttemptStep {
        if let unsendable = context.unsendable { throw unsendable }
        progress.forgetAnswer()
        let sentAt = engine.clock.now()
        engine.unsent.remove(context.id)
        let heard = await engine.send(context.request, of: context.id)
        // The success of a terminate has no body: only its time tells that it is no earlier one's.
        if context.request.call == .terminate,
            heard.isOlder(than: sentAt, byMoreThan: progress.machine.retryPolicy.freshness)
        {
            progress.why = AnswerDisbelief.tooOld.rawValue
            return try progress.advance(.answered(.unknown))
        }
        if case .accepted(let receipt, _) = heard { self.receipt = receipt }
        return try progress.hear(heard)
    }

    private mutating func observe() async throws(EngineError) -> AttemptStep {
        let effect = progress.beginQuery() ? try await observedEffect() : .indeterminate
        let (holds, outcome) = try await meanwhile()
        if let outcome { return .settle(outcome) }
        // Last, for whatever is awaited makes the observation older.
        return try progress.judge(effect == .unchanged && !holds ? .changed : effect)
    }

    private mutating func observedEffect() async throws(EngineError) -> ObservedEffect {
        let context = context
        guard let reference = context.reference else {
            throw context.unsendable ?? .inconsistent("\(context.id) names no authorization")
        }
        let call = context.request.call
        switch await engine.fetchAuthorization(reference) {
        case .seen(let seen) where seen.code != context.code:
            // The customer has agreed anew, under another code.
            progress.why = "of_another_authorization"
            return .indeterminate
        case .seen(let seen):
            progress.saw(at: seen.time)
            return try await engine.commit(on: context.subjects) { transaction in
                let provenance = Provenance(
                    caller: context.provenance.caller,
                    cause: Cause(.reconciliation, id: context.id.text))
                let finding = try transaction.record(seen, by: provenance)
                guard finding.supportsState else { return ObservedEffect.indeterminate }
                return call.effect(in: try transaction.authorization(context.code).state)
            }
        case .unknown(let time) where call == .request:
            progress.saw(at: time)
            let code = context.code
            let known = try await engine.read(about: context.subjects) {
                try $0.authorization(code)?.state
            }
            return known == .unseen ? .unchanged : .indeterminate
        case .unknown:
            progress.why = EngineErrorCode.authorizationUnknown.rawValue
            return .indeterminate
        case .failed(let error):
            progress.failed(error)
            return .indeterminate
        }
    }

    // MARK: The end

    /// Records the outcome together with what follows from it: one commit.
    private func settle(
        _ outcome: AttemptOutcome
    ) async throws(EngineError) -> AuthorizationReport {
        let context = context
        let (machine, evidence, heard) = (progress.machine, progress.evidence, progress.why)
        let uncertainty = outcome.isApplied ? nil : machine.uncertainty
        let sendings = machine.dispatches
        let kind = AttemptedCall.Kind.authorization(context.request.call)
        let (report, isSettledHere) = try await engine.commit(on: context.subjects) {
            transaction in
            guard try transaction.outcome(of: context.id, sentTimes: sendings) == nil else {
                return (try transaction.report(on: context), false)
            }
            try transaction.append(
                .attempt(
                    .settled(
                        SettlementDetails(
                            attempt: context.id, attempted: kind, outcome: outcome,
                            uncertainty: uncertainty, why: outcome.failure.map { _ in heard }))),
                of: context.code, by: context.provenance, evidence: evidence)
            if outcome == .applied(.answered) {
                try transaction.recordEffect(of: context, evidence?.signedAt)
            }
            return (try transaction.report(on: context), true)
        }
        guard isSettledHere else { return report }
        engine.telemetry.settled(
            report.attempt, outcome, why: heard, cause: context.provenance.cause,
            at: engine.clock.now())
        return report
    }

    private func deferred(until moment: Timestamp) async throws(EngineError) -> AuthorizationReport
    {
        let report = try await end(.attempt(.deferred(progress.deferral(until: moment))))
        guard !report.attempt.isSettled else { return report }
        engine.telemetry.unresolved(report.attempt, why: progress.why, until: moment)
        return report
    }

    private func end(
        _ content: RecordContent
    ) async throws(EngineError) -> AuthorizationReport {
        let context = context
        let evidence = progress.evidence
        let sendings = progress.machine.dispatches
        return try await engine.commit(on: context.subjects) { transaction in
            guard try transaction.outcome(of: context.id, sentTimes: sendings) == nil else {
                return try transaction.report(on: context)
            }
            try transaction.append(
                content, of: context.code, by: context.provenance, evidence: evidence)
            return try transaction.report(on: context)
        }
    }

    /// Records that the bytes go out again.
    ///
    /// - Returns: The outcome that the attempt was given meanwhile; then nothing was recorded.
    private func recordDispatch() async throws(EngineError) -> AttemptOutcome? {
        let context = context
        let sendings = progress.machine.dispatches
        return try await engine.commit(on: context.subjects) { transaction in
            let outcome = try transaction.outcome(of: context.id, sentTimes: sendings - 1)
            guard outcome == nil else { return outcome }
            try transaction.append(
                .attempt(.dispatched(context.id, count: sendings)), of: context.code,
                by: context.provenance)
            return nil
        }
    }
}

extension EngineTransaction {
    fileprivate func report(on context: AuthorizationContext) throws -> AuthorizationReport {
        guard let attempt = try writer.attempt(context.id) else {
            throw EngineError.inconsistent("attempt \(context.id) is not in the journal")
        }
        return AuthorizationReport(
            attempt: attempt, authorization: try authorization(context.code))
    }

    /// Records what a verified success does to the authorization, unless that is known already.
    ///
    /// - Parameter moment: When WeChat signed it.
    fileprivate mutating func recordEffect(
        of context: AuthorizationContext, _ moment: Timestamp?
    ) throws {
        let snapshot =
            switch context.request.call {
            case .request: AuthorizationSnapshot(state: "UNBINDUSER")
            case .terminate: AuthorizationSnapshot(state: "UNAVAILABLE", closedAt: moment)
            }
        let finding = try authorization(context.code).knowledge.finding(in: snapshot)
        guard case .event = finding else { return }
        try append(
            .authorization(.seen(finding, at: snapshot.since)), of: context.code,
            by: context.provenance)
    }
}
