import OrderJournal
import OrderLifecycle

/// One run through the steps of an attempt on an authorization.
struct AuthorizationRun: AttemptSteps {
    let engine: Engine
    private let context: AuthorizationContext
    var progress: AttemptProgress
    /// WeChat's verified answer, if it came in this very run.
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

    var id: AttemptID { context.id }
    var subject: Subject { .authorization(context.code) }
    var provenance: Provenance { context.provenance }
    var unsendable: EngineError? { context.unsendable }

    /// Orders of the customer count too, which are no part of the attempt's own commits.
    func known(in reader: any OrderReader) throws -> KnownBeforeSending {
        let known = try reader.authorization(context.code)
        return KnownBeforeSending(
            stateHolds: try known.map { try context.holds(for: $0, in: reader) } ?? false)
    }

    // MARK: Steps

    mutating func send() async throws(EngineError) -> AttemptStep {
        let sentAt = engine.clock.now()
        let heard = await engine.send(context.request, of: context.id)
        // The success of a terminate has no body: only its time tells that it is no earlier one's.
        if context.request.call == .terminate,
            heard.isOlder(than: sentAt, byMoreThan: progress.machine.retryPolicy.freshness)
        {
            return try progress.hear(nothingFor: .tooOld)
        }
        if case .accepted(let receipt, _) = heard { self.receipt = receipt }
        return try progress.hear(heard)
    }

    mutating func observedEffect() async throws(EngineError) -> ObservedEffect {
        let context = context
        guard let reference = context.reference else {
            throw context.unsendable ?? .inconsistent("\(context.id) names no authorization")
        }
        let call = context.request.call
        switch await engine.fetchAuthorization(reference) {
        case .seen(let seen) where seen.code != context.code:
            // The customer has agreed anew, under another code. WeChat's word tells the time all
            // the same, by which the attempt ends.
            progress.saw(at: seen.time)
            progress.why = "of_another_authorization"
            return .indeterminate
        case .seen(let seen):
            progress.saw(at: seen.time)
            return try await engine.commit(on: [subject]) { transaction in
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
            let known = try await engine.read(about: [subject]) {
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

    func settle(_ outcome: AttemptOutcome) async throws(EngineError) -> AuthorizationReport {
        let context = context
        let (machine, evidence, heard) = (progress.machine, progress.evidence, progress.why)
        let uncertainty = outcome.isApplied ? nil : machine.uncertainty
        let sendings = machine.dispatches
        let kind = AttemptedCall.Kind.authorization(context.request.call)
        let (report, isSettledHere) = try await engine.commit(on: [subject]) {
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
                to: .authorization(context.code), by: context.provenance, evidence: evidence)
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

    func report(in transaction: EngineTransaction) throws -> AuthorizationReport {
        try transaction.report(on: context)
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
            .authorization(.seen(finding, at: snapshot.since)), to: .authorization(context.code),
            by: context.provenance)
    }
}
