import OrderJournal
import OrderLifecycle

extension Engine {
    /// Makes a requested call that waits for nothing else, on a fresh observation: what was
    /// acknowledged is decided on again. Where something else is at stake, it is sent back.
    ///
    /// - Returns: `nil` where it waits still.
    func made(
        _ id: ApprovalID, of order: OutOrderNumber, caller: Caller
    ) async throws(EngineError) -> ApprovalResult? {
        try await serialized(on: .order(order)) { [self] () async throws(EngineError) in
            let policy = settings.policy
            let now = clock.now()
            let (approval, stored, latest) = try await read(about: [.order(order)]) { reader in
                (try reader.approval(id), try reader.request(of: id), try reader.end()?.at)
            }
            guard let approval, approval.isWaiting else {
                return approval.map { .refused(.over, $0) } ?? .refused(.over, nil)
            }
            let times = approval.times(clock: now, latest: max(now, latest ?? now))
            let people = policy.peopleNeeded(for: approval.terms.loss)
            switch approval.terms.readiness(people: people, by: times) {
            case .waiting, .held: return nil
            case .expired, .ready: break
            }
            let request = try opened(approval, stored)
            let observed = try await fetchObservation(of: order).observation(of: order)
            let provenance = Provenance(
                caller: approval.caller, cause: Cause(.call, id: id.attempt.text))
            let question = Question(
                call: request.call, order: order, rules: settings.rules, provenance: provenance,
                observed: observed, tried: Try(reason: approval.reason),
                acknowledgement: approval.terms.acknowledgement)
            let token = PermitToken(random: random)
            unsent.add(id.attempt)
            defer { unsent.remove(id.attempt) }
            let (result, decided, machine) = try await commit(on: [.order(order), .journal]) {
                [self] transaction in
                try make(approval, request, stored ?? [], question, token, caller, in: &transaction)
            }
            if let decided { tell(decided, on: order, of: request.call.kind) }
            guard let machine, let decided else { return result }
            let context = AttemptContext(
                id: id.attempt, request: request, decidedOn: decided.answer.order.state,
                provenance: provenance)
            let made = try await attempted(context, machine, observed)
            return .made(try await approvals.known(id) ?? approval, made)
        }
    }

    /// The request that was stored with a requested call.
    private func opened(
        _ approval: ApprovalProjection, _ stored: [UInt8]?
    ) throws(EngineError) -> ProviderRequest {
        let attempt = approval.id.attempt
        guard let stored, Digest32.of(stored) == approval.requestDigest else {
            throw .inconsistent("the request of \(approval.id) was altered")
        }
        let message = try requestKeys.message(in: RequestEnvelope(bytes: stored), for: attempt)
        guard let message else { throw .requestKeyMissing(attempt) }
        return ProviderRequest(
            call: approval.terms.call, order: approval.terms.order, message: message,
            reason: approval.reason)
    }

    /// Decides again, and intends what is still exactly what was acknowledged.
    private func make(
        _ known: ApprovalProjection, _ request: ProviderRequest, _ stored: [UInt8],
        _ question: Question, _ token: PermitToken, _ caller: Caller,
        in transaction: inout EngineTransaction
    ) throws -> (ApprovalResult, Decided?, Attempt?) {
        let approval = try transaction.approval(known.id)
        // Somebody may have withdrawn it while WeChat was asked.
        guard approval == known else { return (.refused(.over, approval), nil, nil) }
        let people = settings.policy.peopleNeeded(for: approval.terms.loss)
        switch approval.terms.readiness(people: people, by: transaction.times(of: approval)) {
        case .waiting, .held: return (.waiting(approval), nil, nil)
        case .expired:
            return (.ended(try transaction.end(approval, as: .expired, by: caller)), nil, nil)
        case .ready: break
        }
        let decided = try decide(question, offering: nil, in: &transaction)
        let found: Loss?
        switch decided.answer.decision {
        case .denied(let denial):
            if denial.contains(.velocityLimitTripped) {
                try tripVelocityLimitOnce(
                    for: question.order, by: question.provenance, in: &transaction)
            }
            return (.ended(try transaction.end(approval, as: .denied, by: caller)), decided, nil)
        case .needsAcknowledgement(let loss): found = loss
        case .allowed(let clearance): found = clearance.acknowledged?.loss
        }
        guard found == approval.terms.loss, case .allowed = decided.answer.decision else {
            try transaction.append(
                .order(.approval(.sentBack(approval.id, giving: found))),
                to: .order(question.order),
                by: Provenance(caller: caller, cause: Cause(.approval, id: approval.id.text)))
            return (.waiting(try transaction.approval(approval.id)), decided, nil)
        }
        var permit: PermitProjection?
        if let found {
            let issued = try issue(
                token, for: found, on: decided.answer.order, question, in: &transaction)
            permit = try transaction.writer.permit(issued.token.digest)
        }
        let machine = try intend(
            approval.id.attempt, request, RequestEnvelope(stored: stored), question,
            Decided(answer: decided.answer, problem: nil, permit: permit), making: approval.id,
            in: &transaction)
        return (.waiting(approval), decided, machine)
    }

    /// Makes what is due and ends what has waited too long.
    func runApprovals(caller: Caller) async throws(EngineError) -> [ApprovalResult] {
        try await tracked(.approval) { [self] _ async throws(EngineError) in
            let waiting = try await read(about: []) { reader in
                try reader.approvals(waitingOnly: true, before: nil, limit: Self.maxAttempts)
            }
            var results: [ApprovalResult] = []
            var failure: EngineError?
            for approval in waiting {
                if Task.isCancelled { break }
                do throws(EngineError) {
                    let order = approval.terms.order
                    if let result = try await made(approval.id, of: order, caller: caller) {
                        results.append(result)
                    }
                } catch { failure = failure ?? error }
            }
            if let failure { throw failure }
            return results
        }
    }
}

extension Approval {
    /// What those who acknowledged it came to; `nil` where it gives nothing up.
    fileprivate var acknowledgement: Acknowledgement? {
        guard let loss, let first = acknowledgedBy.first else { return nil }
        return Acknowledgement(
            of: loss, requestedBy: requestedBy, acknowledgedBy: first,
            alsoBy: acknowledgedBy.count > 1 ? acknowledgedBy[1] : nil)
    }
}
