import OrderJournal
import OrderLifecycle

extension Engine {
    /// Makes a requested call that waits for nothing else, on a fresh observation.
    ///
    /// What was acknowledged is decided on again; where something else is at stake, it is sent
    /// back.
    ///
    /// - Returns: What became of it, by this or by whoever made or ended it meanwhile; `nil` where
    ///   it waits still.
    func made(
        _ id: ApprovalID, of order: OutOrderNumber, caller: Caller
    ) async throws(EngineError) -> ApprovalResult? {
        try await serialized(on: .order(order)) { [self] () async throws(EngineError) in
            let policy = settings.policy
            let now = clock.now()
            let (approval, replayed, stored, latest, busy) = try await read(
                about: [.order(order)]
            ) {
                (
                    try $0.approval(id), try $0.replayedApproval(id, of: order),
                    try $0.request(of: id), try $0.end()?.at,
                    try $0.order(order)?.openAttempt != nil
                )
            }
            // No call is made because of a row that says more than the records do.
            guard approval == replayed else {
                throw .inconsistent("what is stored of \(id) is not what its order's records say")
            }
            guard let approval, approval.isWaiting else {
                return approval.map { .ended($0) } ?? .refused(.unknown, nil)
            }
            let times = approval.times(clock: now, latest: max(now, latest ?? now))
            let people = policy.peopleNeeded(for: approval.terms.loss)
            switch approval.terms.readiness(people: people, by: times) {
            case .waiting, .held: return nil
            case .ready where busy: return nil
            case .ready: break
            case .expired: return try await expired(approval, caller)
            }
            let (request, envelope) = try opened(approval, stored)
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
                try make(approval, request, envelope, question, token, caller, in: &transaction)
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
    ) throws(EngineError) -> (ProviderRequest, RequestEnvelope) {
        let attempt = approval.id.attempt
        guard let stored, Digest32.of(stored) == approval.requestDigest,
            let envelope = RequestEnvelope(bytes: stored)
        else { throw .inconsistent("the request of \(approval.id) was altered") }
        guard let message = try requestKeys.message(in: envelope, for: attempt) else {
            throw .requestKeyMissing(attempt)
        }
        let request = ProviderRequest(
            call: approval.terms.call, order: approval.terms.order, message: message,
            reason: approval.reason)
        return (request, envelope)
    }

    /// Ends a requested call whose time is over; WeChat is not asked.
    private func expired(
        _ known: ApprovalProjection, _ caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        try await commit(on: [.order(known.terms.order)]) { transaction in
            let approval = try transaction.approval(known.id)
            guard approval.isWaiting else { return .ended(approval) }
            return .ended(try transaction.end(approval, as: .expired, by: caller))
        }
    }

    /// Decides again, and intends what is still exactly what was acknowledged.
    private func make(
        _ known: ApprovalProjection, _ request: ProviderRequest, _ envelope: RequestEnvelope,
        _ question: Question, _ token: PermitToken, _ caller: Caller,
        in transaction: inout EngineTransaction
    ) throws -> (ApprovalResult, Decided?, Attempt?) {
        let approval = try transaction.approval(known.id)
        // Somebody may have withdrawn it, or said yes too, while WeChat was asked.
        guard approval == known else {
            return (approval.isWaiting ? .waiting(approval) : .ended(approval), nil, nil)
        }
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
            if denial.passes { return (.waiting(approval), decided, nil) }
            return (.ended(try transaction.end(approval, as: .denied, by: caller)), decided, nil)
        case .needsAcknowledgement(let loss): found = loss
        case .allowed(let clearance): found = clearance.acknowledged?.loss
        }
        guard found == approval.terms.loss, case .allowed = decided.answer.decision else {
            try transaction.append(
                .order(.approval(.sentBack(approval.id, giving: found))),
                to: .order(question.order),
                by: Provenance(about: approval.id, by: caller))
            return (.waiting(try transaction.approval(approval.id)), decided, nil)
        }
        var permit: PermitProjection?
        if let found {
            let issued = try issue(
                token, for: found, on: decided.answer.order, question, in: &transaction)
            permit = try transaction.writer.permit(issued.token.digest)
        }
        let machine = try intend(
            approval.id.attempt, request, envelope, question,
            Decided(answer: decided.answer, problem: nil, permit: permit), making: approval.id,
            in: &transaction)
        return (.waiting(approval), decided, machine)
    }

    /// Makes what is due and ends what has waited too long.
    func runApprovals(caller: Caller) async throws(EngineError) -> [ApprovalResult] {
        try await tracked(.approval) { [self] _ async throws(EngineError) in
            var results: [ApprovalResult] = []
            var failure: EngineError?
            for approval in try await waitingApprovals() {
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

    private func waitingApprovals() async throws(EngineError) -> [ApprovalProjection] {
        try await read(about: []) { reader in
            var waiting: [ApprovalProjection] = []
            while true {
                let page = try reader.approvals(
                    waitingOnly: true, before: waiting.last?.id,
                    limit: Self.pageLimits.upperBound)
                waiting += page
                if page.count < Self.pageLimits.upperBound { return waiting }
            }
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
