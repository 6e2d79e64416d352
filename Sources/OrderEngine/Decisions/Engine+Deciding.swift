public import OrderJournal
public import OrderLifecycle

extension Engine {
    /// Answers "may I cancel this order?": ``decision(on:for:rules:caller:)`` for a cancel.
    public func cancelDecision(
        on order: OutOrderNumber, rules: RulesVersion? = nil, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        try await decision(on: order, for: .cancel, rules: rules, caller: caller)
    }

    /// Answers "may I?" on WeChat's fresh observation, which is recorded together with the
    /// decision; where money would be given up, a permit is issued that a consent needs.
    ///
    /// - Parameters:
    ///   - order: The order that the call would change.
    ///   - call: The call with what it asks for: `.cancel`, `.complete(total:)`.
    ///   - rules: The version of WeChat's rules to apply; `nil` for that of the settings.
    ///   - caller: Who asks.
    /// - Throws: Why there is no verified observation; where the order is known, that the question
    ///   was asked is recorded all the same.
    public func decision(
        on order: OutOrderNumber, for call: OrderCall, rules: RulesVersion? = nil, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        try await tracked(.decision, [.order: order.text, .call: call.kind.rawValue]) {
            [self] span async throws(EngineError) in
            let question = Question(
                call: call, order: order, rules: rules ?? settings.rules,
                provenance: Provenance(caller: caller, cause: Cause(.call)),
                observed: try await observationFirst(for: call, of: order, Try(), caller),
                isAsked: true)
            let token = PermitToken(random: random)
            let decided = try await commit(on: [.order(order)]) { [self] transaction in
                try decide(question, offering: token, in: &transaction)
            }
            tell(decided, on: order, of: call.kind)
            span.set(.decision, decided.answer.decision.code.rawValue)
            return decided.answer
        }
    }

    /// Tells of every call whether it may be made on the order now, on WeChat's fresh observation,
    /// which is recorded; the decisions are not.
    ///
    /// Where the answer depends on an amount, it is that for the amount which gives the least up.
    ///
    /// - Throws: Why there is no verified observation.
    public func allowedCalls(
        on order: OutOrderNumber, caller: Caller
    ) async throws(EngineError) -> [CallOption] {
        try await tracked(.allowedCalls, [.order: order.text]) {
            [self] _ async throws(EngineError) in
            let observed = try await fetchObservation(of: order).observation(of: order)
            return try await commit(on: [.order(order)]) { [self] transaction in
                try options(on: order, observed, caller, in: &transaction)
            }
        }
    }

    private func options(
        on order: OutOrderNumber, _ observed: OrderObservation, _ caller: Caller,
        in transaction: inout EngineTransaction
    ) throws -> [CallOption] {
        let finding = try transaction.record(
            observed, of: order, askedBy: caller)
        let known = try transaction.order(order)
        return try OrderCall.Kind.allCases.map { kind in
            let question = Question(
                call: kind.rules.example(in: known.state), order: order,
                rules: settings.rules,
                provenance: Provenance(caller: caller, cause: Cause(.call)),
                observed: observed)
            let situation = try situation(question, known, finding, in: transaction)
            return CallOption(kind: kind, decision: settings.policy.decision(on: situation))
        }
    }

    /// Answers "may I?" on the last recorded observation, however old it is; nothing is asked of
    /// WeChat, nothing is recorded, and there is no permit.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public static func offlineDecision(
        on order: OutOrderNumber, for call: OrderCall, in journal: any Journal,
        settings: EngineSettings = EngineSettings(), now: Timestamp, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        do {
            return try await journal.read(about: [.order(order)]) { reader in
                guard let known = try reader.order(order) else {
                    throw EngineError.orderUnknown(order)
                }
                let situation = try Self.situation(
                    of: known, for: call, rules: settings.rules, actor: caller.actor,
                    policy: settings.policy, in: reader, now: now)
                return DecisionAnswer(
                    order: known, decision: settings.policy.decision(on: situation),
                    rules: settings.rules, permit: nil)
            }
        } catch {
            throw EngineError(journalFailure: error)
        }
    }

    /// Reads a fresh observation where the call is decided on one; if there is none, records for a
    /// known order that the question could not be answered, why, and what was asked.
    func observationFirst(
        for call: OrderCall, of order: OutOrderNumber, _ tried: Try, _ caller: Caller
    ) async throws(EngineError) -> OrderObservation? {
        guard call.kind.rules.observesFirst else { return nil }
        let failure: EngineError
        do throws(EngineError) {
            return try await fetchObservation(of: order).observation(of: order)
        } catch { failure = error }
        try await recordFailure(
            failure, of: call.kind, call.terms, at: order, tried,
            reasons: [.observationUnavailable],
            caller: caller)
        throw failure
    }

    /// Records the observation, compares the consent, takes the decision, records it, and issues a
    /// permit, if one is offered, where a loss has still to be acknowledged.
    func decide(
        _ question: Question, offering token: PermitToken?, in transaction: inout EngineTransaction
    ) throws -> Decided {
        let finding = try question.observed.map { observed in
            try transaction.record(
                observed, of: question.order, askedBy: question.provenance.caller)
        }
        let order = try transaction.order(question.order)
        let (permit, problem) = try presented(question, of: order, in: transaction)
        var situation = try situation(question, order, finding, in: transaction)
        situation.acknowledgement = question.acknowledgement
        if let permit, problem == nil, let consent = question.tried.consent {
            situation.acknowledgement = Acknowledgement(
                of: permit.terms.loss, requestedBy: permit.terms.requestedBy,
                acknowledgedBy: consent.acknowledgedBy)
        }
        let decision = settings.policy.decision(on: situation)
        // That somebody asked about a number makes no order of it.
        if question.isAsked, order.revision == 0 {
            let answer = DecisionAnswer(
                order: order, decision: decision, rules: question.rules, permit: nil)
            return Decided(answer: answer, problem: nil, permit: nil)
        }
        let policy = try transaction.enforce(settings.policyText, by: question.provenance)
        let details = DecisionDetails(decision, on: order, question, problem, by: policy)
        try transaction.append(
            .order(.decided(details)), to: .order(question.order), by: question.provenance,
            reason: question.tried.reason, rules: question.recordedRules)
        let issued = try token.flatMap {
            try issue($0, for: decision, on: order, question, in: &transaction)
        }
        let answer = DecisionAnswer(
            order: try transaction.order(question.order), decision: decision, rules: question.rules,
            permit: issued)
        return Decided(
            answer: answer, problem: problem, permit: problem == nil ? permit : nil)
    }

    /// The permit that was presented, and why it cannot be used.
    private func presented(
        _ question: Question, of order: OrderProjection, in transaction: EngineTransaction
    ) throws -> (PermitProjection?, PermitProblem?) {
        guard let consent = question.tried.consent else { return (nil, nil) }
        guard let stored = try transaction.writer.permit(consent.permit) else {
            return (nil, .unknown)
        }
        let problem = stored.terms.problem(
            using: question.order, for: question.call, at: order.stateRevision,
            stating: consent.atStake, isSpent: stored.spentBy != nil,
            by: PermitTimes(
                clock: transaction.clock, latest: transaction.now, issued: stored.issuedAt))
        return (stored, problem)
    }

    private func issue(
        _ token: PermitToken, for decision: CallDecision, on order: OrderProjection,
        _ question: Question, in transaction: inout EngineTransaction
    ) throws -> IssuedPermit? {
        // What two people must acknowledge is requested; a permit is used by one.
        guard case .needsAcknowledgement(let loss) = decision,
            settings.policy.peopleNeeded(for: loss) < Approval.maxPeople
        else { return nil }
        return try issue(token, for: loss, on: order, question, in: &transaction)
    }

    /// Issues a permit to give up exactly this.
    func issue(
        _ token: PermitToken, for loss: Loss, on order: OrderProjection, _ question: Question,
        in transaction: inout EngineTransaction
    ) throws -> IssuedPermit {
        let lifetime = settings.permitLifetime
        let terms = try Permit(
            order: question.order, call: question.call, revision: order.stateRevision,
            loss: loss, requestedBy: question.provenance.caller.identifiedActor,
            expiresAt: transaction.clock.advanced(by: lifetime),
            lifetime: lifetime)
        let permit = PermitDetails(digest: token.digest, terms: terms)
        try transaction.append(
            .order(.permitIssued(permit)), to: .order(question.order), by: question.provenance)
        return IssuedPermit(token: token, terms: terms)
    }

    /// The situation in which a question is asked, inside a commit.
    private func situation(
        _ question: Question, _ order: OrderProjection, _ finding: ObservationOutcome?,
        in transaction: EngineTransaction
    ) throws -> CallSituation {
        var situation = try Self.situation(
            of: order, for: question.call, rules: question.rules,
            actor: question.provenance.caller.actor, policy: settings.policy,
            in: transaction.writer,
            now: transaction.clock)
        situation.restsOnObservation = finding?.supportsState ?? true
        situation.isAuthorizationEnded = try hasEnded(question.customer, in: transaction.writer)
        // Where it does not, what is known rests on an older observation than the one that was just
        // read.
        let age = question.observed.map {
            $0.time?.age(uptime: clock.uptime(), now: transaction.clock) ?? .unknown
        }
        situation.observationAge = situation.restsOnObservation ? age : .unknown
        return situation
    }

    /// Whether every authorization that is known of a customer has ended; of one of whom none is
    /// known, WeChat decides.
    private func hasEnded(
        _ customer: CustomerID?, in reader: any OrderReader
    ) throws -> Bool {
        guard let customer else { return false }
        let known = try reader.authorizations(of: customer, limit: 1000)
        return !known.isEmpty && known.allSatisfy { $0.state == .unavailable }
    }

    private static func situation(
        of order: OrderProjection, for call: OrderCall, rules: RulesVersion, actor: ActorName,
        policy: CallPolicy, in reader: any OrderReader, now: Timestamp
    ) throws -> CallSituation {
        // Only a guard of the merchant's own could ask for it where nothing would be forgiven.
        let asksForVelocity =
            call.kind.givesMoneyUp && (order.state.pending != nil || !policy.additional.isEmpty)
        // Before the interval began, nothing counts.
        let lastCollect =
            call == .collect
            ? try reader.lastCollect(
                of: order.order, since: now.advanced(by: .zero - policy.collect.interval)) : nil
        return CallSituation(
            call: call, state: order.state, isVerified: order.isVerified, actor: actor,
            rules: rules, now: now, isProtected: order.isProtected,
            velocity: asksForVelocity
                ? try reader.velocityUsage(policy.velocityLimit.limits, at: now) : VelocityUsage(),
            lastCollect: lastCollect,
            unresolved: try order.openAttempt.flatMap { try reader.attempt($0) }?
                .intent.call.order?.kind)
    }

    /// Tells of a decision, and counts it unless a permit that cannot be used stood in its way.
    func tell(_ decided: Decided, on order: OutOrderNumber, of call: OrderCall.Kind) {
        let decision = decided.answer.decision
        telemetry.decided(decision, on: order, for: call, problem: decided.problem)
        guard decided.problem == nil else { return }
        telemetry.count(.decisions, call.rawValue, decision.code.rawValue)
    }
}

extension DecisionDetails {
    init(
        _ decision: CallDecision, on order: OrderProjection, _ question: Question,
        _ problem: PermitProblem?, by policy: Digest32
    ) {
        let (reasons, loss, notice): ([String], Loss?, String?) =
            switch decision {
            case .allowed(let clearance):
                ([], clearance.acknowledged?.loss, clearance.notice?.code)
            case .needsAcknowledgement(let loss): ([], loss, nil)
            case .denied(let denial): (denial.codes, nil, nil)
            }
        self.init(
            code: decision.code, reasons: reasons, loss: loss, notice: notice,
            stateRevision: order.stateRevision, policy: policy, call: question.call.kind,
            total: question.call.terms.total, paidAt: question.call.terms.paidAt,
            problem: problem?.rawValue,
            tried: question.tried.consent, isDryRun: question.tried.isDryRun)
    }
}
