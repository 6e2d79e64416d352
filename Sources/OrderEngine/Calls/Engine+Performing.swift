import OrderJournal
import OrderLifecycle

extension Engine {
    /// The one flow of every call: observe, decide, record, intend, send, settle.
    func perform(
        _ wish: ProviderWish, of order: OutOrderNumber, _ brought: Try = Try(), caller: Caller
    ) async throws(EngineError) -> CallResult {
        try await tracked(.call(wish.kind), [.order: order.text, .call: wish.kind.rawValue]) {
            [self] span async throws(EngineError) in
            let result = try await performed(wish, of: order, brought, caller: caller)
            span.set(.outcome, result.code)
            return result
        }
    }

    private func performed(
        _ wish: ProviderWish, of order: OutOrderNumber, _ brought: Try, caller: Caller
    ) async throws(EngineError) -> CallResult {
        let request = try await request(for: wish, of: order, brought, caller: caller)
        let tried = Try(
            reason: request.reason ?? brought.reason, consent: brought.consent,
            isDryRun: brought.isDryRun)
        guard request.order == order, request.call.kind == wish.kind else {
            throw .inconsistent("the provider made a request for something else")
        }
        let customer = try await customer(namedIn: request, tried, caller: caller)
        return try await serialized(on: .order(order)) { [self] () async throws(EngineError) in
            let observed = try await observationFirst(for: request.call, of: order, tried, caller)
            let token = PermitToken(random: random)
            let id = AttemptID(randomBytes: random.bytes(10))
            let envelope = try requestKeys.envelope(
                of: request.message, for: id, sealedFor: customer?.key)
            unsent.add(id)
            defer { unsent.remove(id) }
            let provenance = Provenance(caller: caller, cause: Cause(.call, id: id.text))
            let question = Question(
                call: request.call, order: order, rules: settings.rules, provenance: provenance,
                observed: observed, tried: tried, customer: customer?.id)
            let subjects: SubjectScope = [.order(order), .journal]
            let (decided, machine) = try await commit(on: subjects) { [self] transaction in
                let decided = try decide(question, offering: token, in: &transaction)
                let machine =
                    question.tried.isDryRun
                    ? nil : try intend(id, request, envelope, question, decided, in: &transaction)
                return (decided, machine)
            }
            tell(decided, on: order, of: wish.kind)
            guard let machine else { return decided.dryRunResult(of: request) }
            let context = AttemptContext(
                id: id, request: request, decidedOn: decided.answer.order.state,
                provenance: provenance)
            return try await attempted(context, machine, observed)
        }
    }

    /// Takes the steps of an attempt that was just intended.
    func attempted(
        _ context: AttemptContext, _ machine: Attempt, _ observed: OrderObservation?
    ) async throws(EngineError) -> CallResult {
        telemetry.intended(context.request, by: context.id)
        var run = AttemptRun(
            engine: self, context: context, machine: machine,
            observationTime: observed?.time
                ?? ObservationTime(askedAt: clock.uptime(), signedAt: nil),
            recordedLastSentAt: machine.lastSentAt, now: clock.now())
        let step = try await run.dispatch()
        let report = try await run.run(from: step)
        return .attempted(await clarified(report, context.provenance), run.receipt)
    }

    /// The customer whom a request names; where no key seals for customers and the order is known,
    /// that it was tried is recorded.
    ///
    /// A dry run seals nothing that is stored, so it leaves no trace of a customer who is new.
    private func customer(
        namedIn request: ProviderRequest, _ tried: Try, caller: Caller
    ) async throws(EngineError) -> NamedCustomer? {
        guard let openID = provider.openID(in: request.message) else { return nil }
        do throws(EngineError) {
            return tried.isDryRun ? try await known(openID) : try await named(openID)
        } catch {
            try await recordFailure(
                error, of: request.call.kind, at: request.order, tried, caller: caller)
            throw error
        }
    }

    /// Records the intent of what was allowed, and spends its permit; of anything else there is
    /// none.
    func intend(
        _ id: AttemptID, _ request: ProviderRequest, _ envelope: RequestEnvelope,
        _ question: Question, _ decided: Decided, making approval: ApprovalID? = nil,
        in transaction: inout EngineTransaction
    ) throws -> Attempt? {
        guard decided.problem == nil else { return nil }
        switch decided.answer.decision {
        case .denied(let denial):
            if denial.contains(.velocityLimitTripped) {
                try tripVelocityLimitOnce(
                    for: question.order, by: question.provenance, in: &transaction)
            }
            return nil
        case .needsAcknowledgement: return nil
        case .allowed(let clearance):
            guard clearance.acknowledged == nil || decided.permit != nil else {
                throw EngineError.inconsistent("a loss was acknowledged without a permit")
            }
            let latest = transaction.clock.advanced(by: settings.permitLifetime)
            let expiry = min(decided.permit?.terms.expiresAt ?? latest, latest)
            try transaction.expect(question.customer)
            let bytes = envelope.bytes
            let intent = IntentDetails(
                attempt: id, call: request.call, requestDigest: Digest32.of(bytes),
                consent: decided.permit.flatMap {
                    ConsentDetails(clearance, permit: $0, until: expiry)
                }, customer: question.customer, approval: approval)
            try transaction.append(
                .attempt(.intended(intent)), to: .order(question.order), by: question.provenance,
                reason: question.tried.reason, rules: question.recordedRules,
                request: bytes)
            return .beginning(
                clearance, intendedAt: transaction.now, acknowledgedUntil: expiry,
                retryPolicy: settings.retryPolicy(for: request.call.kind))
        }
    }

    func tripVelocityLimitOnce(
        for order: OutOrderNumber, by provenance: Provenance,
        in transaction: inout EngineTransaction
    ) throws {
        let usage = try transaction.writer.velocityUsage(
            settings.policy.velocityLimit.limits, at: transaction.clock)
        if !usage.isTripped { try transaction.tripVelocityLimit(for: order, by: provenance) }
    }

    /// Reads an observation after a call whose answer did not tell where the order stands now; the
    /// attempt has ended, whatever becomes of that.
    private func clarified(_ report: AttemptReport, _ provenance: Provenance) async -> AttemptReport
    {
        guard report.leavesStateOpen,
            case .seen(let observed) = await fetchObservation(of: report.order.order)
        else { return report }
        let order = report.order.order
        let clarified = try? await commit(on: [.order(order)]) { transaction in
            try transaction.record(observed, of: order, askedBy: provenance.caller)
            return AttemptReport(
                attempt: report.attempt, order: try transaction.order(order))
        }
        return clarified ?? report
    }
}

extension Decided {
    /// The answer to whoever tried the call, where no attempt begins.
    fileprivate func dryRunResult(of request: ProviderRequest) -> CallResult {
        if let problem { return .permitUnusable(problem, answer) }
        return switch answer.decision {
        case .denied: .denied(answer)
        case .needsAcknowledgement: .needsAcknowledgement(answer)
        case .allowed: .dryRun(answer, request)
        }
    }
}

extension AttemptReport {
    /// Whether the attempt has ended, and the journal does not know where the order stands since.
    fileprivate var leavesStateOpen: Bool {
        guard case .settled(let outcome) = attempt.condition else { return false }
        return order.state.phase == nil
            || outcome.isApplied && order.state == attempt.decidedOn
                && (attempt.intent.call.order?.kind.rules.isVisible ?? true)
    }
}
