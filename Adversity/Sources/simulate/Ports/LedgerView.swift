import OrderJournal
import OrderLifecycle

/// A ledger as the engine reads it and appends to it, lies included.
struct LedgerView: SealingTransaction {
    let ledger: Ledger
    /// Of what records may be appended.
    var writable = SubjectScope.wholeJournal

    func append(_ draft: RecordDraft) throws -> JournalRecord {
        try ledger.noting {
            try writable.check(draft.subject)
            return try ledger.append(draft, in: self)
        }
    }

    func keep(_ checkpoint: Checkpoint) throws {
        try ledger.noting { try ledger.keep(checkpoint) }
    }

    func order(_ number: OutOrderNumber) -> OrderProjection? {
        let order = ledger.orders[number]
        switch (ledger.tampering, order?.state.phase) {
        case (.hidesIdentities, _): return order?.with(identity: OrderIdentity())
        case (.hidesOpenAttempts, _): return order?.with(openAttempt: .some(nil))
        case (.forgetsSignatures, _): return order?.with(isVerified: false)
        case (.revivesOrders, .done), (.advancesOrders, .created):
            return order?.with(state: Self.awaiting)
        default: return order
        }
    }

    private static let awaiting = (try? Amount(fen: 5000))
        .flatMap { PendingCollection(due: $0) }
        .map { OrderState.known(.awaitingPayment($0)) }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) -> [OrderProjection] {
        if ledger.tampering == .hidesOrders, phase == "awaiting_payment" { return [] }
        let found = ledger.orders.values
            .filter { phase == nil || $0.state.code == phase }
            .filter { $0.order.text > cursor?.text ?? "" }
            .sorted { $0.order.text < $1.order.text }
        return Array(found.prefix(limit))
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) -> [JournalRecord] {
        let found = (ledger.positions[subject] ?? []).lazy.map { ledger.records[$0] }
            .filter { $0.revision > revision }
        return Array(found.prefix(limit))
    }

    func policyInForce() -> Digest32? { ledger.policy }

    func records(after sequence: Int64, limit: Int) -> [JournalRecord] {
        Array(ledger.records.dropFirst(Int(sequence)).prefix(limit))
    }

    func subjects(after cursor: Subject?, limit: Int) -> [Subject] {
        let found = ledger.positions.keys
            .filter { subject in cursor.map { subject.text > $0.text } ?? true }
            .sorted { $0.text < $1.text }
        return Array(found.prefix(limit))
    }

    func attempt(_ id: AttemptID) -> AttemptProjection? {
        ledger.attempts[id].map { shown($0.projection) }
    }

    func orders(changedBefore cursor: OrderCursor?, limit: Int) -> [OrderProjection] {
        let found = ledger.orders.values
            .map { (order: $0, place: ($0.updatedAt, $0.order.text)) }
            .filter { order in cursor.map { order.place < ($0.updatedAt, $0.order.text) } ?? true }
            .sorted { $0.place > $1.place }
            .map(\.order)
        return Array(found.prefix(limit))
    }

    func attempts(openOnly: Bool, before cursor: AttemptID?, limit: Int) -> [AttemptProjection] {
        if ledger.tampering == .hidesAttempts, openOnly { return [] }
        let found = ledger.attempts.values
            .map { (sequence: $0.sequence, attempt: shown($0.projection)) }
            .filter { !openOnly || !$0.attempt.isSettled }
            .filter { attempt in
                cursor.map { attempt.sequence < ledger.attempts[$0]?.sequence ?? 0 } ?? true
            }
            .sorted { $0.sequence > $1.sequence }
            .map(\.attempt)
        return Array(found.prefix(limit))
    }

    func request(of attempt: AttemptID) -> [UInt8]? {
        ledger.attempts[attempt]?.request
    }

    func permit(_ digest: Digest32) -> PermitProjection? {
        guard let permit = ledger.permits[digest] else { return nil }
        switch ledger.tampering {
        case .returnsPermits:
            return PermitProjection(
                digest: digest, terms: permit.terms, issuedAt: permit.issuedAt, spentBy: nil)
        case .prolongsPermits: return permit.changed(lifetime: .seconds(86_400))
        case .disguisesPermits: return permit.changed(call: SimulatedCall.current?.asked)
        case .allowsTheSamePerson: return permit.changed(requestedBy: "somebody-else")
        default: return permit
        }
    }

    func approval(_ id: ApprovalID) -> ApprovalProjection? {
        ledger.approvals[id].map { stored in
            let isRevived = ledger.tampering == .revivesApprovals
            if isRevived, case .ended = stored.projection.condition { return stored.lastWaiting }
            return stored.projection
        }
    }

    func waitingApproval(of order: OutOrderNumber) -> ApprovalProjection? {
        ledger.approvals.values.map(\.projection).first { $0.isWaiting && $0.terms.order == order }
    }

    func approvals(
        waitingOnly: Bool, before cursor: ApprovalID?, limit: Int
    ) -> [ApprovalProjection] {
        if ledger.tampering == .hidesApprovals, waitingOnly { return [] }
        let found = ledger.approvals.values
            .filter { !waitingOnly || $0.projection.isWaiting }
            .filter { approval in
                cursor.map { approval.sequence < ledger.approvals[$0]?.sequence ?? 0 } ?? true
            }
            .sorted { $0.sequence > $1.sequence }
            .map(\.projection)
        return Array(found.prefix(limit))
    }

    func request(of approval: ApprovalID) -> [UInt8]? { ledger.approvals[approval]?.request }

    func notification(_ id: NotificationID) -> JournalRecord? {
        ledger.notifications[id].map { ledger.records[$0] }
    }

    func velocityUsage(since: Timestamp) -> VelocityUsage {
        let counted = ledger.attempts.values.filter { attempt in
            attempt.projection.intendedAt > since
                && attempt.sequence > ledger.velocityLimitResetAt
        }.map(\.projection.intent)
        func amounts(of kind: GivenUpKind) -> [Int64] {
            counted.filter { $0.call.kind.givenUpKind == kind }
                .compactMap(\.consent?.givenUp.fen)
        }
        let (forgiven, reported) = (amounts(of: .forgiven), amounts(of: .receivedElsewhere))
        return VelocityUsage(
            isTripped: ledger.isVelocityLimitTripped, cancels: forgiven.count,
            fen: forgiven.reduce(0, +), reports: reported.count,
            reportedFen: reported.reduce(0, +))
    }

    func lastRecord() -> JournalRecord? {
        ledger.records.last
    }

    func checkpoints(after position: Int64, limit: Int) -> [KeptCheckpoint] {
        let start = min(Int(position), ledger.keptCheckpoints.count)
        return ledger.keptCheckpoints.indices[start...].prefix(limit).map {
            KeptCheckpoint(position: Int64($0) + 1, checkpoint: ledger.keptCheckpoints[$0])
        }
    }

    func lastCheckpoint() -> Checkpoint? {
        ledger.keptCheckpoints.last
    }

    private func shown(_ attempt: AttemptProjection) -> AttemptProjection {
        switch ledger.tampering {
        case .reopensSettled where attempt.isSettled:
            attempt.changed(
                uncertainty: attempt.uncertainty, condition: .open(nextAt: attempt.intendedAt))
        case .forgetsUncertainty where !attempt.isSettled:
            attempt.changed(uncertainty: .none, condition: attempt.condition)
        default: attempt
        }
    }
}

extension AttemptProjection {
    fileprivate func changed(uncertainty: Attempt.Uncertainty, condition: Condition)
        -> AttemptProjection
    {
        AttemptProjection(
            intent: intent, subject: subject, decidedOn: decidedOn, caller: caller,
            intendedAt: intendedAt, dispatches: dispatches, lastSentAt: lastSentAt,
            uncertainty: uncertainty,
            refusal: refusal, condition: condition)
    }
}

extension PermitProjection {
    fileprivate func changed(
        lifetime: Duration? = nil, requestedBy name: String? = nil, call: OrderCall? = nil
    ) -> PermitProjection {
        let actor =
            name.flatMap { try? ActorName($0) }.map { IdentifiedActor($0) } ?? terms.requestedBy
        let lifetime = lifetime ?? terms.lifetime
        let changed = try? Permit(
            order: terms.order, call: call ?? terms.call, revision: terms.revision,
            loss: terms.loss, requestedBy: actor,
            expiresAt: terms.expiresAt.advanced(by: lifetime - terms.lifetime),
            lifetime: lifetime)
        guard let changed else { preconditionFailure("a permit of more than a day") }
        return PermitProjection(
            digest: digest, terms: changed, issuedAt: issuedAt, spentBy: spentBy)
    }
}
