import OrderJournal
import OrderLifecycle

extension Engine {
    /// Calls that are requested, and wait.
    public var approvals: Approvals { Approvals(engine: self) }

    /// Decides on a call, and has it wait where it gives something up or is held.
    func requested(
        _ call: ApprovableCall, of order: OutOrderNumber, _ terms: ApprovalTerms, caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        let wish = call.wish
        let request = try await request(for: wish, of: order, caller: caller)
        guard request.order == order, request.call.kind == wish.kind,
            provider.openID(in: request.message) == nil
        else { throw .inconsistent("the provider made a request for something else") }
        return try await serialized(on: .order(order)) { [self] () async throws(EngineError) in
            let tried = Try(reason: request.reason ?? call.reason)
            let observed = try await observationFirst(for: request.call, of: order, tried, caller)
            let id = ApprovalID(randomBytes: random.bytes(10))
            let envelope = try requestKeys.envelope(of: request.message, for: id.attempt)
            let question = Question(
                call: request.call, order: order, rules: settings.rules,
                provenance: Provenance(about: id, by: caller),
                observed: observed, tried: tried, isAsked: true)
            let (decided, result) = try await commit(on: [.order(order)]) {
                [self] transaction in
                let decided = try decide(question, offering: nil, in: &transaction)
                let result = try keep(
                    id, envelope, terms, question, decided.answer, in: &transaction)
                return (decided, result)
            }
            tell(decided, on: order, of: wish.kind)
            return result
        }
    }

    /// Has a call wait, unless it is denied, needs nobody, or another one of the order waits.
    private func keep(
        _ id: ApprovalID, _ envelope: RequestEnvelope, _ terms: ApprovalTerms,
        _ question: Question, _ answer: DecisionAnswer, in transaction: inout EngineTransaction
    ) throws -> ApprovalResult {
        let loss: Loss?
        switch answer.decision {
        case .denied: return .denied(answer)
        case .allowed:
            guard terms.hold != nil else { return .notNeeded(answer) }
            loss = nil
        case .needsAcknowledgement(let found): loss = found
        }
        if let other = try transaction.writer.waitingApproval(of: question.order) {
            return .refused(.waiting, other)
        }
        if let stated = terms.stated {
            guard let loss else { return .refused(.nothingAtStake, nil) }
            guard stated == loss.atStake else { return .refused(.amountDiffers, nil) }
            guard terms.hold != nil, settings.policy.othersNeeded(for: loss) == 0 else {
                return .refused(.othersNeeded, nil)
            }
        }
        let person = question.provenance.caller.identifiedActor
        if loss != nil, let problem = settings.policy.problem(of: person) {
            return .refused(problem, nil)
        }
        let lifetime = terms.whole
        let details = ApprovalDetails(
            id: id,
            terms: try Approval(
                of: question.order, question.call, requestedBy: person, loss: loss,
                expiresAt: transaction.clock.advanced(by: lifetime), lifetime: lifetime,
                heldUntil: terms.hold.map { transaction.clock.advanced(by: $0) }),
            requestDigest: Digest32.of(envelope.bytes))
        try transaction.append(
            .order(.approval(.requested(details))), to: .order(question.order),
            by: question.provenance, reason: question.tried.reason, rules: question.recordedRules,
            request: envelope.bytes)
        if let stated = terms.stated {
            try transaction.append(
                .order(.approval(.acknowledged(id, stating: stated, by: person))),
                to: .order(question.order), by: question.provenance)
        }
        return .waiting(try transaction.approval(id))
    }
}

extension EngineTransaction {
    /// A requested call that is known to be there.
    func approval(_ id: ApprovalID) throws -> ApprovalProjection {
        guard let approval = try writer.approval(id) else {
            throw EngineError.inconsistent("\(id) is not in the journal")
        }
        return approval
    }

    /// The clocks by which a requested call is judged.
    func times(of approval: ApprovalProjection) -> ApprovalTimes {
        ApprovalTimes(clock: clock, latest: now, requested: approval.requestedAt)
    }

    /// Ends a requested call that was not made.
    mutating func end(
        _ approval: ApprovalProjection, as end: ApprovalEnd, reason: OperatorReason? = nil,
        by caller: Caller
    ) throws -> ApprovalProjection {
        try append(
            .order(.approval(.ended(approval.id, end))), to: .order(approval.terms.order),
            by: Provenance(about: approval.id, by: caller), reason: reason?.text)
        return try self.approval(approval.id)
    }
}

extension Provenance {
    /// What somebody does about a requested call.
    init(about approval: ApprovalID, by caller: Caller) {
        self.init(caller: caller, cause: Cause(.approval, id: approval.text))
    }
}

extension CallPolicy {
    /// Why somebody can neither request nor acknowledge what gives money up; `nil` if they can.
    func problem(of person: IdentifiedActor) -> ApprovalProblem? {
        verifiedPerson != nil && person.identification == .claimed ? .notVerified : nil
    }
}
