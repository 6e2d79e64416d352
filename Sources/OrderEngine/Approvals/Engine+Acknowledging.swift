import OrderJournal
import OrderLifecycle

extension Engine {
    /// Records an acknowledgement, and makes the call if it waits for nothing else.
    func acknowledged(
        _ id: ApprovalID, stating amount: Amount, caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        let result = try await said(of: id) { [self] approval, transaction in
            let person = caller.identifiedActor
            let times = transaction.times(of: approval)
            if let problem = approval.terms.problem(
                acknowledging: person, stating: amount, by: times)
                ?? settings.policy.problem(of: person)
            {
                if problem == .expired {
                    return .ended(try transaction.end(approval, as: .expired, by: caller))
                }
                try refuse(problem, of: approval, stating: amount, caller, in: &transaction)
                return .refused(problem, approval)
            }
            try transaction.append(
                .order(.approval(.acknowledged(id, stating: amount, by: person))),
                to: .order(approval.terms.order),
                by: Provenance(about: id, by: caller))
            return .waiting(try transaction.approval(id))
        }
        guard case .waiting(let approval) = result else { return result }
        do throws(EngineError) {
            return try await made(approval.id, of: approval.terms.order, caller: caller) ?? result
        } catch {
            // What was said is recorded; the next round asks WeChat again.
            if ![.unreachable, .refused, .unanswered].contains(error.code) { throw error }
            return result
        }
    }

    /// Ends a requested call by a person's word.
    func ended(
        _ id: ApprovalID, as end: ApprovalEnd, reason: OperatorReason?, caller: Caller
    ) async throws(EngineError) -> ApprovalResult {
        try await tracked(.approval) { [self] span async throws(EngineError) in
            let result = try await said(of: id) { [self] approval, transaction in
                let isOwn = caller.actor == approval.terms.requestedBy.name
                if end == .withdrawn, !isOwn {
                    try refuse(.otherRequester, of: approval, caller, in: &transaction)
                    return .refused(.otherRequester, approval)
                }
                return .ended(
                    try transaction.end(approval, as: end, reason: reason, by: caller))
            }
            span.set(.outcome, result.code)
            return result
        }
    }

    /// Says something of a call that waits; of one that does not, nothing can be said.
    private func said(
        of id: ApprovalID,
        _ say:
            @escaping @Sendable (ApprovalProjection, inout EngineTransaction) throws ->
            ApprovalResult
    ) async throws(EngineError) -> ApprovalResult {
        guard let known = try await approvals.known(id) else { return .refused(.unknown, nil) }
        return try await commit(on: [.order(known.terms.order)]) { transaction in
            let approval = try transaction.approval(id)
            return approval.isWaiting
                ? try say(approval, &transaction) : .refused(.over, approval)
        }
    }

    /// Records that somebody wished what cannot be done.
    private func refuse(
        _ problem: ApprovalProblem, of approval: ApprovalProjection, stating amount: Amount? = nil,
        _ caller: Caller, in transaction: inout EngineTransaction
    ) throws {
        let provenance = Provenance(about: approval.id, by: caller)
        let terms = approval.terms
        let details = DecisionDetails(
            code: .denied, stateRevision: try transaction.order(terms.order).stateRevision,
            policy: try transaction.enforce(settings.policyText, by: provenance),
            call: terms.call.kind, total: terms.call.terms.total,
            paidAt: terms.call.terms.paidAt, problem: problem.rawValue)
        try transaction.append(
            .order(.decided(details)), to: .order(terms.order), by: provenance,
            rules: settings.rules.recorded(for: terms.call.kind))
    }
}
