import Metrics
public import OrderLifecycle

extension Engine {
    /// Answers "may I cancel this order?" on WeChat's fresh view, which is recorded together with
    /// the decision; where money would be given up, a permit is issued that a consent needs.
    ///
    /// - Throws: Why there is no verified view; where the order is known, that the question was
    ///   asked is recorded all the same.
    public func cancelDecision(
        on order: OutOrderNumber, rules: CancelRules? = nil, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        let sighting = try await sighting(of: order, caller: caller)
        let rules = rules ?? settings.rules
        let token = PermitToken(random: random)
        let answer = try await commit { [self] entry in
            let finding = try entry.record(
                sighting.view, of: order, by: Mark(caller: caller, cause: sighting.cause(.query)))
            let question = Question(
                order: order, rules: rules, mark: Mark(caller: caller, cause: Cause(.call)),
                time: sighting.time, finding: finding)
            let answer = try decide(question, in: &entry)
            return try issue(token, for: answer, question, in: &entry)
        }
        count(answer.decision)
        return answer
    }

    /// Answers "may I cancel this order?" on the last recorded view, however old it is; nothing is
    /// asked of WeChat, nothing is recorded, and there is no permit.
    ///
    /// - Throws: ``EngineError/orderUnknown(_:)`` if the journal has no such order.
    public static func offlineDecision(
        on order: OutOrderNumber, in journal: any Journal,
        settings: EngineSettings = EngineSettings(), now: Timestamp, caller: Caller
    ) async throws(EngineError) -> DecisionAnswer {
        do {
            return try await journal.read { reading in
                guard let known = try reading.order(order) else {
                    throw EngineError.orderUnknown(order)
                }
                let situation = try Self.situation(
                    of: known, rules: settings.rules, actor: caller.actor,
                    policy: settings.policy, in: reading, now: now)
                return DecisionAnswer(
                    order: known, decision: settings.policy.decision(on: situation),
                    rules: settings.rules, permit: nil)
            }
        } catch {
            throw EngineError(journalFailure: error)
        }
    }

    /// Reads a fresh view; if there is none, records for a known order that the question could not
    /// be answered, why, and what was asked.
    func sighting(
        of order: OutOrderNumber, operation: Operation = .cancel, _ tried: Try = Try(),
        caller: Caller
    ) async throws(EngineError) -> Sighting {
        let failure: EngineError
        do throws(EngineError) {
            return try await look(at: order).sighting(of: order)
        } catch { failure = error }
        try await recordFailure(
            failure, of: operation, at: order, tried, reasons: [.viewTooOld], caller: caller)
        throw failure
    }

    /// Takes a decision inside a commit, and records it.
    func decide(_ question: Question, in entry: inout Entry) throws -> DecisionAnswer {
        let order = try entry.order(question.order)
        var situation = try Self.situation(
            of: order, rules: question.rules, actor: question.mark.caller.actor,
            policy: settings.policy, in: entry.writing, now: entry.clock)
        // What is known then rests on an older view than the one that was just read.
        let age = question.time.age(uptime: clock.uptime(), now: entry.clock)
        situation.viewAge = question.finding.supportsStanding ? age : .unknown
        situation.acknowledgement = question.acknowledgement
        let decision = settings.policy.decision(on: situation)
        try entry.append(
            .decided(DecisionEntry(decision, on: order, question)), of: question.order,
            by: question.mark, reason: question.tried.reason, rules: question.rules)
        return DecisionAnswer(
            order: order, decision: decision, rules: question.rules, permit: nil)
    }

    /// Issues a permit where a loss has to be acknowledged.
    func issue(
        _ token: PermitToken, for answer: DecisionAnswer, _ question: Question,
        in entry: inout Entry
    ) throws -> DecisionAnswer {
        guard case .needsAcknowledgement(let loss) = answer.decision else { return answer }
        let lifetime = settings.permitLifetime
        let terms = PermitTerms(
            order: question.order, revision: answer.order.standingRevision, loss: loss,
            requestedBy: question.mark.caller.actor,
            expiresAt: entry.clock.advanced(byMilliseconds: max(0, lifetime)), lifetime: lifetime)
        let permit = PermitEntry(digest: token.digest, terms: terms)
        try entry.append(.permitIssued(permit), of: question.order, by: question.mark)
        return DecisionAnswer(
            order: answer.order, decision: answer.decision, rules: answer.rules,
            permit: IssuedPermit(token: token, terms: terms))
    }

    private static func situation(
        of order: OrderProjection, rules: CancelRules, actor: ActorName, policy: CancelPolicy,
        in reading: any JournalReading, now: Timestamp
    ) throws -> CancelSituation {
        // Only a guard of the merchant's own could ask for it where nothing would be forgiven.
        let asksForBrake = order.standing.pending != nil || !policy.additional.isEmpty
        return CancelSituation(
            standing: order.standing, actor: actor, rules: rules, isProtected: order.isProtected,
            brake: asksForBrake
                ? try reading.brake(policy.brake.limits, at: now) : BrakeReading(),
            unresolved: try order.openAttempt.flatMap { try reading.attempt($0) }?
                .intent.operation)
    }

    func count(_ decision: CancelDecision) {
        let dimensions = [("decision", decision.code.rawValue)]
        Counter(label: "payscore_cancel_decisions", dimensions: dimensions).increment()
    }
}

/// A question about a cancel.
struct Question: Sendable {
    let order: OutOrderNumber
    let rules: CancelRules
    let mark: Mark
    /// From when the view is that the answer rests on.
    let time: ViewTime
    /// What that view added to what was known.
    let finding: ViewFinding
    /// The loss that was consented to.
    var acknowledgement: Acknowledgement?
    /// What a cancel was tried with; of a mere question there is nothing.
    var tried = Try()
    /// Why the permit that was presented cannot be used.
    var problem: PermitProblem?
}

extension DecisionEntry {
    init(_ decision: CancelDecision, on order: OrderProjection, _ question: Question) {
        let (reasons, loss, notice): ([String], Loss?, String?) =
            switch decision {
            case .allowed(let clearance):
                ([], clearance.acknowledged?.loss, clearance.notice?.code)
            case .needsAcknowledgement(let loss): ([], loss, nil)
            case .denied(let denial): (denial.codes, nil, nil)
            }
        self.init(
            code: decision.code, reasons: reasons, loss: loss, notice: notice,
            standingRevision: order.standingRevision, operation: .cancel,
            problem: question.problem?.rawValue, tried: question.tried.consent)
    }
}
