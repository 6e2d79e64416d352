import Metrics
public import OrderLifecycle

extension Engine {
    /// Answers "may I cancel this order?": ``decision(on:for:rules:caller:)`` for a cancel.
    public func cancelDecision(
        on order: OutOrderNumber, rules: RulesVersion? = nil, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        try await decision(on: order, for: .cancel, rules: rules, caller: caller)
    }

    /// Answers "may I?" on WeChat's fresh view, which is recorded together with the decision; where
    /// money would be given up, a permit is issued that a consent needs.
    ///
    /// - Parameter call: The call with what it asks for: `.cancel`, `.complete(total:)`.
    /// - Throws: Why there is no verified view; where the order is known, that the question was
    ///   asked is recorded all the same.
    public func decision(
        on order: OutOrderNumber, for call: OrderCall, rules: RulesVersion? = nil, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        let question = Question(
            call: call, order: order, rules: rules ?? settings.rules,
            mark: Mark(caller: caller, cause: Cause(.call)),
            sighting: try await sightingFirst(for: call, of: order, Try(), caller), isAsked: true)
        let token = PermitToken(random: random)
        let decided = try await commit { [self] entry in
            try decide(question, offering: token, in: &entry)
        }
        count(decided.answer.decision, of: call)
        return decided.answer
    }

    /// Tells of every call whether it may be made on the order now, on WeChat's fresh view, which
    /// is recorded; the decisions are not.
    ///
    /// Where the answer depends on an amount, it is that for the amount which gives the least up.
    ///
    /// - Throws: Why there is no verified view.
    public func allowedCalls(
        on order: OutOrderNumber, caller: Caller
    ) async throws(EngineError) -> [CallOption] {
        let sighting = try await look(at: order).sighting(of: order)
        return try await commit { [self] entry in
            let finding = try entry.record(
                sighting.view, of: order, by: Mark(caller: caller, cause: sighting.cause(.query)))
            let known = try entry.order(order)
            return try Operation.allCases.map { kind in
                let question = Question(
                    call: kind.rules.example, order: order,
                    rules: settings.rules, mark: Mark(caller: caller, cause: Cause(.call)),
                    sighting: sighting)
                let situation = try situation(question, known, finding, in: entry)
                return CallOption(kind: kind, decision: settings.policy.decision(on: situation))
            }
        }
    }

    /// Answers "may I?" on the last recorded view, however old it is; nothing is asked of WeChat,
    /// nothing is recorded, and there is no permit.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public static func offlineDecision(
        on order: OutOrderNumber, for call: OrderCall = .cancel, in journal: any Journal,
        settings: EngineSettings = EngineSettings(), now: Timestamp, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        do {
            return try await journal.read { reading in
                guard let known = try reading.order(order) else {
                    throw EngineError.orderUnknown(order)
                }
                let situation = try Self.situation(
                    of: known, for: call, rules: settings.rules, actor: caller.actor,
                    policy: settings.policy, in: reading, now: now)
                return DecisionAnswer(
                    order: known, decision: settings.policy.decision(on: situation),
                    rules: settings.rules, permit: nil)
            }
        } catch {
            throw EngineError(journalFailure: error)
        }
    }

    /// Reads a fresh view where the call is decided on one; if there is none, records for a known
    /// order that the question could not be answered, why, and what was asked.
    func sightingFirst(
        for call: OrderCall, of order: OutOrderNumber, _ tried: Try, _ caller: Caller
    ) async throws(EngineError) -> Sighting? {
        guard call.kind.rules.observesFirst else { return nil }
        let failure: EngineError
        do throws(EngineError) {
            return try await look(at: order).sighting(of: order)
        } catch { failure = error }
        try await recordFailure(
            failure, of: call.kind, at: order, tried, reasons: [.viewTooOld], caller: caller)
        throw failure
    }

    /// Records the view, compares the consent, takes the decision, records it, and issues a permit
    /// where a loss has still to be acknowledged.
    func decide(
        _ question: Question, offering token: PermitToken, in entry: inout Entry
    ) throws -> Decided {
        let finding = try question.sighting.map { sighting in
            let seen = Mark(caller: question.mark.caller, cause: sighting.cause(.query))
            return try entry.record(sighting.view, of: question.order, by: seen)
        }
        let order = try entry.order(question.order)
        let (permit, problem) = try presented(question, of: order, in: entry)
        var situation = try situation(question, order, finding, in: entry)
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
        try entry.append(
            .decided(DecisionEntry(decision, on: order, question, problem)), of: question.order,
            by: question.mark, reason: question.tried.reason, rules: question.recordedRules)
        let issued = try issue(token, for: decision, on: order, question, in: &entry)
        let answer = DecisionAnswer(
            order: try entry.order(question.order), decision: decision, rules: question.rules,
            permit: issued)
        return Decided(
            answer: answer, problem: problem, permit: problem == nil ? permit : nil)
    }

    /// The permit that was presented, and why it cannot be used.
    private func presented(
        _ question: Question, of order: OrderProjection, in entry: Entry
    ) throws -> (PermitProjection?, PermitProblem?) {
        guard let consent = question.tried.consent else { return (nil, nil) }
        guard let stored = try entry.writing.permit(consent.permit) else { return (nil, .unknown) }
        let problem = stored.terms.problem(
            using: question.order, for: question.call, at: order.standingRevision,
            stating: consent.atStake, isSpent: stored.spentBy != nil,
            by: PermitTimes(clock: entry.clock, latest: entry.now, issued: stored.issuedAt))
        return (stored, problem)
    }

    private func issue(
        _ token: PermitToken, for decision: CancelDecision, on order: OrderProjection,
        _ question: Question, in entry: inout Entry
    ) throws -> IssuedPermit? {
        guard case .needsAcknowledgement(let loss) = decision else { return nil }
        let lifetime = settings.permitLifetime
        let terms = PermitTerms(
            order: question.order, call: question.call, revision: order.standingRevision,
            loss: loss, requestedBy: question.mark.caller.actor,
            expiresAt: entry.clock.advanced(byMilliseconds: max(0, lifetime)), lifetime: lifetime)
        let permit = PermitEntry(digest: token.digest, terms: terms)
        try entry.append(.permitIssued(permit), of: question.order, by: question.mark)
        return IssuedPermit(token: token, terms: terms)
    }

    /// The situation in which a question is asked, inside a commit.
    private func situation(
        _ question: Question, _ order: OrderProjection, _ finding: ViewFinding?, in entry: Entry
    ) throws -> CancelSituation {
        var situation = try Self.situation(
            of: order, for: question.call, rules: question.rules,
            actor: question.mark.caller.actor, policy: settings.policy, in: entry.writing,
            now: entry.clock)
        situation.restsOnView = finding?.supportsStanding ?? true
        // Where it does not, what is known rests on an older view than the one that was just read.
        let age = question.sighting?.time.age(uptime: clock.uptime(), now: entry.clock)
        situation.viewAge = situation.restsOnView ? age : .unknown
        return situation
    }

    private static func situation(
        of order: OrderProjection, for call: OrderCall, rules: RulesVersion, actor: ActorName,
        policy: CancelPolicy, in reading: any JournalReading, now: Timestamp
    ) throws -> CancelSituation {
        // Only a guard of the merchant's own could ask for it where nothing would be forgiven.
        let asksForBrake =
            call.kind.givesMoneyUp && (order.standing.pending != nil || !policy.additional.isEmpty)
        return CancelSituation(
            call: call, standing: order.standing, isVerified: order.isVerified, actor: actor,
            rules: rules, isProtected: order.isProtected,
            brake: asksForBrake
                ? try reading.brake(policy.brake.limits, at: now) : BrakeReading(),
            unresolved: try order.openAttempt.flatMap { try reading.attempt($0) }?
                .intent.call.kind)
    }

    func count(_ decision: CancelDecision, of call: OrderCall) {
        let dimensions = [
            ("call", call.kind.rawValue), ("decision", decision.code.rawValue),
        ]
        Counter(label: "payscore_decisions", dimensions: dimensions).increment()
    }
}

/// A question about a call, asked or tried.
struct Question: Sendable {
    let call: OrderCall
    let order: OutOrderNumber
    let rules: RulesVersion
    let mark: Mark
    /// The view that was read for it.
    let sighting: Sighting?
    /// What a call was tried with; of a mere question there is nothing.
    var tried = Try()
    /// Whether it is a mere question.
    var isAsked = false

    /// The version of WeChat's rules, recorded where it matters: it is that of the cancel's page.
    var recordedRules: RulesVersion? { call == .cancel ? rules : nil }
}

/// A decision, and the permit that was presented for it.
struct Decided: Sendable {
    let answer: DecisionAnswer
    /// Why the permit that was presented cannot be used.
    let problem: PermitProblem?
    /// The permit, where it can be used.
    let permit: PermitProjection?
}

extension DecisionEntry {
    init(
        _ decision: CancelDecision, on order: OrderProjection, _ question: Question,
        _ problem: PermitProblem?
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
            standingRevision: order.standingRevision, operation: question.call.kind,
            total: question.call.terms.total, problem: problem?.rawValue,
            tried: question.tried.consent)
    }
}
