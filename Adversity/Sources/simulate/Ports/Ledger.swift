import OrderJournal
import OrderLifecycle

/// What survives a crash: a journal's content in memory, made of `AppendPlan`s as every journal's
/// is, with a way back for what is undone.
final class Ledger {
    struct StoredAttempt {
        let sequence: Int64
        let request: [UInt8]?
        var projection: AttemptProjection
    }

    /// A requested call, with its request to WeChat.
    struct StoredApproval {
        let sequence: Int64
        let request: [UInt8]?
        let projection: ApprovalProjection
        /// What it was when it waited last.
        let lastWaiting: ApprovalProjection
    }

    private enum StepBack {
        case record(Subject)
        case order(OutOrderNumber, OrderProjection?)
        case attempt(AttemptID, StoredAttempt?)
        case permit(Digest32, PermitProjection?)
        case approval(ApprovalID, StoredApproval?)
        case velocityLimit(isTripped: Bool, resetAt: Int64)
        case checkpoint
        case notification(NotificationID)
        case policy(Digest32?)
        case authorization(AuthorizationCode, AuthorizationProjection?)
        case customer(CustomerID, CustomerEntry?)
    }

    let tampering: Tampering?
    private(set) var records: [JournalRecord] = []
    private(set) var keptCheckpoints: [Checkpoint] = []
    var positions: [Subject: [Int]] = [:]
    var orders: [OutOrderNumber: OrderProjection] = [:]
    private(set) var authorizations: [AuthorizationCode: AuthorizationProjection] = [:]
    private(set) var customers: [CustomerID: CustomerEntry] = [:]
    var attempts: [AttemptID: StoredAttempt] = [:]
    var permits: [Digest32: PermitProjection] = [:]
    private(set) var approvals: [ApprovalID: StoredApproval] = [:]
    /// Where each notification's record is.
    private(set) var notifications: [NotificationID: Int] = [:]
    var isVelocityLimitTripped = false
    var velocityLimitResetAt: Int64 = 0
    /// The digest of the policy in force.
    private(set) var policy: Digest32?
    private var commits = 0
    private var stepsBack: [StepBack] = []
    /// Why the first write of the running commit that failed did, even if its body went on.
    private var failure: (any Error)?
    /// What the running commit, or the last one, appended.
    private(set) var appended: [(record: JournalRecord, draft: RecordDraft)] = []

    init(tampering: Tampering?) {
        self.tampering = tampering
    }

    /// Every so many commits one runs twice.
    private static let rerunInterval = 4

    /// Runs a commit; what it appended is undone if it throws.
    ///
    /// Of every few commits one runs once before that, as it may, and what it did then is undone.
    func commit<Result>(
        on subjects: SubjectScope, _ body: (LedgerView) throws -> Result
    ) throws -> Result {
        let view = LedgerView(ledger: self, writable: subjects)
        stepsBack = []
        appended = []
        failure = nil
        commits += 1
        if commits % Self.rerunInterval == 0 {
            _ = try? body(view)
            undoLast()
        }
        do {
            let result = try body(view)
            if let failure { throw failure }
            if let tampering, appended.contains(where: { $0.draft.isIntent(droppedBy: tampering) })
            {
                undoLast()
            }
            return result
        } catch {
            undoLast()
            throw error
        }
    }

    /// Takes back the last commit.
    func undoLast() {
        for step in stepsBack.reversed() { take(step) }
        stepsBack = []
        appended = []
        failure = nil
    }

    /// Runs a write of a commit, and remembers why it failed.
    func noting<Result>(_ write: () throws -> Result) throws -> Result {
        do { return try write() } catch {
            failure = failure ?? error
            throw error
        }
    }

    func append(_ draft: RecordDraft, in view: LedgerView) throws -> JournalRecord {
        let draft = tampering.map { draft.falsified(by: $0) } ?? draft
        let context = context(of: draft, in: view)
        let plan = try AppendPlan(draft, in: context)
        let record = plan.record
        if tampering == .dropsDecisions, case .order(.decided) = draft.content { return record }
        positions[record.subject, default: []].append(records.count)
        if let notification = draft.content.notification {
            stepsBack.append(.notification(notification.id))
            notifications[notification.id] = records.count
        }
        records.append(record)
        stepsBack.append(.record(record.subject))
        if let order = plan.order { keep(order) }
        if let known = plan.authorization {
            stepsBack.append(.authorization(known.code, authorizations[known.code]))
            authorizations[known.code] = known
        }
        if case .journal(.customerForgotten(let id)) = draft.content, customers[id] != nil {
            keep(CustomerEntry(id: id, digest: nil, wrappedKey: nil))
        }
        if let permit = plan.permit {
            stepsBack.append(.permit(permit.digest, permits[permit.digest]))
            permits[permit.digest] = permit
        }
        if let approval = plan.approval {
            let lie = tampering.flatMap { draft.disguised(by: $0) }
            let shown = lie.flatMap { try? AppendPlan($0, in: context).approval } ?? approval
            keep(shown, at: record.sequence, bringing: draft.request)
        }
        if let attempt = plan.attempt {
            let known = attempts[attempt.id]
            stepsBack.append(.attempt(attempt.id, known))
            attempts[attempt.id] = StoredAttempt(
                sequence: known?.sequence ?? record.sequence,
                request: known == nil ? draft.request : known?.request, projection: attempt)
        }
        noteVelocityLimit(draft.content, at: record.sequence)
        if case .journal(.policyChanged(let change)) = draft.content {
            stepsBack.append(.policy(policy))
            policy = change.digest
        }
        appended.append((record, draft))
        return record
    }

    func keep(_ checkpoint: Checkpoint) throws {
        try checkpoint.check(follows: keptCheckpoints.last)
        keptCheckpoints.append(checkpoint)
        stepsBack.append(.checkpoint)
    }

    /// Keeps a customer, or empties the entry.
    func keep(_ customer: CustomerEntry) {
        stepsBack.append(.customer(customer.id, customers[customer.id]))
        customers[customer.id] = customer
    }

    /// Keeps a requested call in its place.
    private func keep(
        _ approval: ApprovalProjection, at sequence: Int64, bringing request: [UInt8]?
    ) {
        let known = approvals[approval.id]
        stepsBack.append(.approval(approval.id, known))
        approvals[approval.id] = StoredApproval(
            sequence: known?.sequence ?? sequence, request: known?.request ?? request,
            projection: approval,
            lastWaiting: approval.isWaiting ? approval : known?.lastWaiting ?? approval)
    }

    /// Dates the last record later, and leaves its hash as it was.
    func redateLast() {
        guard let record = records.popLast() else { return }
        records.append(
            JournalRecord(
                sequence: record.sequence, subject: record.subject, revision: record.revision,
                at: record.at.advanced(by: .milliseconds(1)), providerAt: record.providerAt,
                event: record.event, phaseBefore: record.phaseBefore, phaseAfter: record.phaseAfter,
                cause: record.cause, caller: record.caller, origin: record.origin,
                reason: record.reason,
                rules: record.rules, detail: record.detail, evidence: record.evidence,
                previous: record.previous, hash: record.hash))
    }

    /// A copy that goes its own way.
    func copied() -> Ledger {
        let copy = Ledger(tampering: tampering)
        copy.records = records
        copy.keptCheckpoints = keptCheckpoints
        copy.positions = positions
        copy.orders = orders
        copy.authorizations = authorizations
        copy.customers = customers
        copy.attempts = attempts
        copy.permits = permits
        copy.approvals = approvals
        copy.notifications = notifications
        copy.isVelocityLimitTripped = isVelocityLimitTripped
        copy.policy = policy
        copy.velocityLimitResetAt = velocityLimitResetAt
        return copy
    }

    // MARK: Parts of an append

    private func context(of draft: RecordDraft, in view: LedgerView) -> AppendPlan.Context {
        var context = AppendPlan.Context()
        context.end = records.last.map { JournalEnd($0) }
        switch draft.subject {
        case .journal: context.lastOfJournal = positions[.journal]?.last.map { records[$0] }
        case .order(let number):
            // Some lies are told to the engine alone; what is stored stays true.
            let isTrue = tampering == .advancesOrders || tampering == .hidesIdentities
            context.order = isTrue ? orders[number] : view.order(number)
        case .authorization(let code): context.authorization = trueAuthorization(code, in: view)
        }
        context.attempt = draft.content.attempt.flatMap(view.attempt)
        context.permit = draft.content.permitDigest.flatMap(view.permit)
        context.approval = draft.content.approval.flatMap(view.approval)
        if case .order(.approval(.requested(let details))) = draft.content {
            context.approval = view.waitingApproval(of: details.terms.order)
        }
        context.notification = draft.content.notification.flatMap { view.notification($0.id) }
        return context
    }

    /// Of a lie about where an authorization stands, what is stored stays true as well.
    private func trueAuthorization(
        _ code: AuthorizationCode, in view: LedgerView
    ) -> AuthorizationProjection? {
        guard tampering == .forgetsEndings else { return view.authorization(code) }
        return authorizations[code]
    }

    private func keep(_ order: OrderProjection) {
        let known = orders[order.order]
        stepsBack.append(.order(order.order, known))
        orders[order.order] = order
        if tampering == .misplacesProtection, known?.isProtected == true, !order.isProtected {
            orders[order.order] = order.with(isProtected: true)
        }
    }

    private func noteVelocityLimit(_ content: RecordContent, at sequence: Int64) {
        let before = StepBack.velocityLimit(
            isTripped: isVelocityLimitTripped, resetAt: velocityLimitResetAt)
        if content == .journal(.velocityLimitTripped) {
            stepsBack.append(before)
            isVelocityLimitTripped = true
        } else if content == .journal(.velocityLimitReset) {
            stepsBack.append(before)
            isVelocityLimitTripped = false
            velocityLimitResetAt = sequence
        }
    }

    private func take(_ step: StepBack) {
        switch step {
        case .record(let subject):
            records.removeLast()
            positions[subject]?.removeLast()
            if positions[subject]?.isEmpty == true { positions[subject] = nil }
        case .order(let number, let known): orders[number] = known
        case .attempt(let id, let known): attempts[id] = known
        case .permit(let digest, let known): permits[digest] = known
        case .approval(let id, let known): approvals[id] = known
        case .velocityLimit(let isTripped, let resetAt):
            isVelocityLimitTripped = isTripped
            velocityLimitResetAt = resetAt
        case .checkpoint: keptCheckpoints.removeLast()
        case .notification(let id): notifications[id] = nil
        case .policy(let known): policy = known
        case .authorization(let code, let known): authorizations[code] = known
        case .customer(let id, let known): customers[id] = known
        }
    }
}

extension RecordDraft {
    /// Whether it is an intent that a broken journal forgets.
    fileprivate func isIntent(droppedBy tampering: Tampering) -> Bool {
        guard case .attempt(.intended(let intent)) = content else { return false }
        return switch tampering {
        case .dropsIntents: true
        case .dropsAuthorizationIntents: intent.call.order == nil
        default: false
        }
    }
}

extension RecordDraft {
    /// This draft with something else said of what somebody consented to.
    fileprivate func falsified(by tampering: Tampering) -> RecordDraft {
        if tampering == .ownsOutsideChanges,
            case .order(.happened(let event, let isSigned, _?)) = content
        {
            return with(.order(.happened(event, isSigned: isSigned)))
        }
        guard case .attempt(.intended(let intent)) = content, let consent = intent.consent else {
            return self
        }
        let (amount, name): (Amount?, ActorName?) =
            switch tampering {
            case .altersAmounts: (try? Amount(fen: consent.givenUp.fen + 1), nil)
            case .altersNames: (nil, try? ActorName("somebody-else"))
            default: (nil, nil)
            }
        let entry = ConsentDetails(
            permit: consent.permit, givenUp: amount ?? consent.givenUp,
            requestedBy: consent.requestedBy,
            acknowledgedBy: name.map { IdentifiedActor($0) } ?? consent.acknowledgedBy,
            alsoBy: consent.alsoAcknowledgedBy, until: consent.until)
        return with(
            .attempt(
                .intended(
                    IntentDetails(
                        attempt: intent.attempt, call: intent.orderCall,
                        requestDigest: intent.requestDigest, consent: entry,
                        approval: intent.approval))))
    }

    /// The request of a call as a broken journal shows it; `nil` of anything else.
    fileprivate func disguised(by tampering: Tampering) -> RecordDraft? {
        guard case .order(.approval(.requested(let details))) = content else { return nil }
        let terms = details.terms
        let stranger = try? ActorName("somebody-else")
        guard tampering.liesOfApprovals, let stranger,
            let shown = try? Approval(
                of: terms.order, terms.call,
                requestedBy: terms.requestedBy, loss: terms.loss, expiresAt: terms.expiresAt,
                lifetime: terms.lifetime, heldUntil: terms.heldUntil)
        else { return nil }
        return with(
            .order(
                .approval(
                    .requested(
                        ApprovalDetails(
                            id: details.id, terms: shown, requestDigest: details.requestDigest)))),
            Caller(actor: stranger, channel: caller.channel))
    }

    private func with(_ content: RecordContent, _ other: Caller? = nil) -> RecordDraft {
        RecordDraft(
            subject, content, cause: cause, caller: other ?? caller, origin: origin, at: at,
            reason: reason,
            rules: rules, evidence: evidence, request: request)
    }
}

extension OrderProjection {
    /// This projection with something else said of it.
    func with(
        state: OrderState? = nil, isVerified: Bool? = nil, identity: OrderIdentity? = nil,
        isProtected: Bool? = nil, openAttempt: AttemptID?? = nil
    ) -> OrderProjection {
        OrderProjection(
            order: order, revision: revision, head: head, state: state ?? self.state,
            isVerified: isVerified ?? self.isVerified, stateRevision: stateRevision,
            identity: identity ?? self.identity,
            isProtected: isProtected ?? self.isProtected,
            openAttempt: openAttempt ?? self.openAttempt, failedCancel: failedCancel,
            observedAt: observedAt, contradictions: contradictions, createdAt: createdAt,
            updatedAt: updatedAt)
    }
}
