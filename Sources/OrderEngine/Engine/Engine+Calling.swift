public import OrderLifecycle

extension Engine {
    /// Creates an order at WeChat.
    ///
    /// - Parameter json: The body in WeChat's own field names; `appid` and `service_id` may be left
    ///   out.
    /// - Returns: Also every "no", as a value; the receipt has the `package` that the customer
    ///   needs to confirm the order.
    public func create(_ order: OutOrderNumber, json: [UInt8], caller: Caller)
        async throws(EngineError) -> CallResult
    {
        try await perform(ProviderWish(.create, .json(json)), of: order, caller: caller)
    }

    /// Completes an order at WeChat, which then collects its amount.
    ///
    /// The view is read and recorded first; only an order in service can be completed. While the
    /// call has no known outcome, the order cannot be cancelled.
    ///
    /// - Parameter json: The body in WeChat's own field names.
    /// - Returns: Also every "no", as a value.
    public func complete(_ order: OutOrderNumber, json: [UInt8], caller: Caller)
        async throws(EngineError) -> CallResult
    {
        try await perform(ProviderWish(.complete, .json(json)), of: order, caller: caller)
    }

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
    ) async throws(EngineError) -> CallResult {
        try await perform(
            ProviderWish(.cancel, .reason(reason)), of: order,
            Try(reason: reason.text, consent: consent.map { TriedConsent($0) }),
            isRehearsal: isRehearsal, caller: caller)
    }
}

extension Engine {
    /// The one flow of every call: observe, decide, record, intend, send, settle.
    func perform(
        _ wish: ProviderWish, of order: OutOrderNumber, _ tried: Try = Try(),
        isRehearsal: Bool = false, caller: Caller
    ) async throws(EngineError) -> CallResult {
        let request = try await request(for: wish, of: order, tried, caller: caller)
        guard request.order == order, request.call.kind == wish.kind else {
            throw .inconsistent("the provider made a request for something else")
        }
        return try await inTurn(at: order) { [self] () async throws(EngineError) in
            let sighting = try await sightingFirst(for: request.call, of: order, tried, caller)
            let token = PermitToken(random: random)
            let id = AttemptID(randomBytes: random.bytes(10))
            let mark = Mark(caller: caller, cause: Cause(.call, id: id.text))
            let question = Question(
                call: request.call, order: order, rules: settings.rules, mark: mark,
                sighting: sighting, tried: tried)
            let (decided, machine) = try await commit { [self] entry in
                let decided = try decide(question, offering: token, in: &entry)
                let machine =
                    isRehearsal ? nil : try intend(id, request, question, decided, in: &entry)
                return (decided, machine)
            }
            if decided.problem == nil { count(decided.answer.decision, of: request.call) }
            guard let machine else { return decided.result(rehearsing: request) }
            let errand = Errand(
                id: id, request: request, decidedOn: decided.answer.order.standing,
                mark: mark)
            let ended = try await drive(
                machine, errand,
                viewTime: sighting?.time ?? ViewTime(askedAt: clock.uptime(), signedAt: nil))
            return .attempted(await clarified(ended.report, mark), ended.receipt)
        }
    }

    /// Records the intent of what was allowed, and spends its permit; of anything else there is
    /// none.
    private func intend(
        _ id: AttemptID, _ request: ProviderRequest, _ question: Question, _ decided: Decided,
        in entry: inout Entry
    ) throws -> Attempt? {
        guard decided.problem == nil else { return nil }
        switch decided.answer.decision {
        case .denied(let denial):
            if denial.contains(.brakeEngaged) {
                try engageBrakeOnce(for: question.order, by: question.mark, in: &entry)
            }
            return nil
        case .needsAcknowledgement: return nil
        case .allowed(let clearance):
            guard clearance.acknowledged == nil || decided.permit != nil else {
                throw EngineError.inconsistent("a loss was acknowledged without a permit")
            }
            let latest = entry.clock.advanced(byMilliseconds: settings.permitLifetime)
            let expiry = min(decided.permit?.terms.expiresAt ?? latest, latest)
            let intent = IntentEntry(
                attempt: id, call: request.call, requestDigest: Digest32.of(request.body),
                consent: decided.permit.flatMap {
                    ConsentEntry(clearance, permit: $0, until: expiry)
                })
            try entry.append(
                .intended(intent), of: question.order, by: question.mark,
                reason: question.tried.reason, rules: question.recordedRules,
                request: request.body)
            return .beginning(
                clearance, intendedAt: entry.now, acknowledgedUntil: expiry,
                terms: settings.attemptTerms(for: request.call.kind))
        }
    }

    private func engageBrakeOnce(
        for order: OutOrderNumber, by mark: Mark, in entry: inout Entry
    ) throws {
        let reading = try entry.writing.brake(settings.policy.brake.limits, at: entry.clock)
        if !reading.isEngaged { try entry.engageBrake(for: order, by: mark) }
    }

    /// Reads a view after a call whose answer did not tell where the order stands now; the attempt
    /// has ended, whatever becomes of that.
    private func clarified(_ report: AttemptReport, _ mark: Mark) async -> AttemptReport {
        guard report.leavesStandingOpen,
            case .seen(let sighting) = await look(at: report.order.order)
        else { return report }
        let clarified = try? await commit { entry in
            let seen = Mark(caller: mark.caller, cause: sighting.cause(.query))
            try entry.record(sighting.view, of: report.order.order, by: seen)
            return AttemptReport(
                attempt: report.attempt, order: try entry.order(report.order.order))
        }
        return clarified ?? report
    }
}

extension Decided {
    /// The answer to whoever tried the call, where no attempt begins.
    fileprivate func result(rehearsing request: ProviderRequest) -> CallResult {
        if let problem { return .permitUnusable(problem, answer) }
        return switch answer.decision {
        case .denied: .denied(answer)
        case .needsAcknowledgement: .needsAcknowledgement(answer)
        case .allowed: .rehearsed(answer, request)
        }
    }
}

extension AttemptReport {
    /// Whether the attempt has ended, and the journal does not know where the order stands since.
    fileprivate var leavesStandingOpen: Bool {
        guard case .settled(let outcome) = attempt.condition else { return false }
        return order.standing.phase == nil
            || outcome.isApplied && order.standing == attempt.decidedOn
    }
}
