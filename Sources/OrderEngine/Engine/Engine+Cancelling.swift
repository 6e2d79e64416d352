public import OrderLifecycle

extension Engine {
    /// Cancels an order, if WeChat's rules and the merchant's guards allow it on a fresh view.
    ///
    /// The view is read and recorded first, and the decision is taken again on it. A cancel that
    /// gives money up needs the ``Consent`` of a person who stated the amount, to what
    /// ``cancelDecision(on:rules:caller:)`` found at stake and is at stake still. The permit is
    /// spent and the request's exact bytes are durable before anything is sent.
    ///
    /// - Parameters:
    ///   - reason: What WeChat shows to the customer.
    ///   - consent: Who gives up how much; `nil` where nothing is at stake.
    ///   - isRehearsal: Whether to stop before anything is spent or sent.
    ///   - caller: Who asks.
    /// - Returns: Also every "no", as a value.
    /// - Throws: ``EngineError`` if there is no verified view or the journal fails; an attempt that
    ///   had begun is open then, and is resolved by ``reconcile(dueOnly:caller:)``.
    public func cancel(
        _ order: OutOrderNumber, reason: CancelReason, consent: Consent? = nil,
        isRehearsal: Bool = false, caller: Caller
    ) async throws(EngineError) -> CancelResult {
        let tried = Try(reason: reason.text, consent: consent.map { TriedConsent($0) })
        let request = try await request(for: .cancel(reason), of: order, tried, caller: caller)
        return try await inTurn(at: order) { [self] () async throws(EngineError) in
            let sighting = try await sighting(of: order, tried, caller: caller)
            let wish = CancelWish(
                request: request, tried: tried, isRehearsal: isRehearsal,
                mark: Mark(caller: caller, cause: Cause(.call)), sighting: sighting,
                newToken: PermitToken(random: random),
                attempt: AttemptID(randomBytes: random.bytes(10)))
            switch try await commit({ [self] entry in try begin(wish, in: &entry) }) {
            case .answered(let result): return result
            case .begun(let attempt):
                let errand = Errand(
                    id: wish.attempt, request: request, decidedOn: attempt.decidedOn,
                    mark: Mark(caller: caller, cause: Cause(.call, id: wish.attempt.text)))
                let ended = try await drive(
                    attempt.machine, errand, viewTime: sighting.time)
                return .attempted(ended.report)
            }
        }
    }

    /// Records the view, decides, and spends the permit and records the intent: one commit.
    private func begin(_ wish: CancelWish, in entry: inout Entry) throws -> CancelStart {
        let order = wish.request.order
        let seen = Mark(caller: wish.mark.caller, cause: wish.sighting.cause(.query))
        let finding = try entry.record(wish.sighting.view, of: order, by: seen)
        var question = Question(
            order: order, rules: settings.rules, mark: wish.mark,
            time: wish.sighting.time, finding: finding, tried: wish.tried)

        var spent: PermitProjection?
        if let consent = wish.tried.consent {
            let stored = try entry.writing.permit(consent.permit)
            let standingRevision = try entry.order(order).standingRevision
            let problem =
                stored.map { stored in
                    stored.terms.problem(
                        using: order, at: standingRevision, stating: consent.atStake,
                        isSpent: stored.spentBy != nil,
                        by: PermitTimes(
                            clock: entry.clock, latest: entry.now, issued: stored.issuedAt))
                } ?? .unknown
            if let problem {
                question.problem = problem
                let answer = try issue(
                    wish.newToken, for: try decide(question, in: &entry), question, in: &entry)
                return .answered(.permitUnusable(problem, answer))
            }
            spent = stored
            question.acknowledgement = stored.map {
                Acknowledgement(
                    of: $0.terms.loss, requestedBy: $0.terms.requestedBy,
                    acknowledgedBy: consent.acknowledgedBy)
            }
        }
        return try begin(wish, question, spending: spent, in: &entry)
    }

    private func begin(
        _ wish: CancelWish, _ question: Question, spending permit: PermitProjection?,
        in entry: inout Entry
    ) throws -> CancelStart {
        let answer = try decide(question, in: &entry)
        switch answer.decision {
        case .denied(let denial):
            if denial.contains(.brakeEngaged), !wish.isRehearsal {
                try engageBrakeOnce(for: question.order, by: wish.mark, in: &entry)
            }
            return .answered(.denied(answer))
        case .needsAcknowledgement:
            let asked = try issue(wish.newToken, for: answer, question, in: &entry)
            return .answered(.needsAcknowledgement(asked))
        case .allowed(let clearance):
            if wish.isRehearsal { return .answered(.rehearsed(answer, wish.request)) }
            let latest = entry.clock.advanced(byMilliseconds: settings.permitLifetime)
            let expiry = min(permit?.terms.expiresAt ?? latest, latest)
            let intent = IntentEntry(
                attempt: wish.attempt, operation: .cancel,
                requestDigest: Digest32.of(wish.request.body),
                consent: permit.flatMap { ConsentEntry(clearance, permit: $0, until: expiry) })
            try entry.append(
                .intended(intent), of: question.order, by: wish.mark, reason: wish.tried.reason,
                rules: question.rules, request: wish.request.body)
            let machine = Attempt.cancelling(
                clearance, intendedAt: entry.now, permitExpiry: expiry,
                terms: settings.attemptTerms(for: .cancel))
            return .begun(BegunAttempt(machine: machine, decidedOn: answer.order.standing))
        }
    }

    private func engageBrakeOnce(
        for order: OutOrderNumber, by mark: Mark, in entry: inout Entry
    ) throws {
        let reading = try entry.writing.brake(settings.policy.brake.limits, at: entry.clock)
        if !reading.isEngaged { try entry.engageBrake(for: order, by: mark) }
    }
}

/// Everything that a cancel brings into its first commit.
private struct CancelWish: Sendable {
    let request: ProviderRequest
    let tried: Try
    let isRehearsal: Bool
    let mark: Mark
    let sighting: Sighting
    let newToken: PermitToken
    let attempt: AttemptID
}

/// How the first commit of a cancel ended.
private enum CancelStart: Sendable {
    case answered(CancelResult)
    case begun(BegunAttempt)
}

/// An attempt whose intent is durable.
struct BegunAttempt: Sendable {
    let machine: Attempt
    /// Where the order stood when it was decided.
    let decidedOn: OrderStanding
}
