package import OrderJournal
package import OrderLifecycle

/// All that an in-memory journal holds, and what a test may alter of it.
package final class InMemoryContent {
    /// All records, in order.
    package var records: [JournalRecord] = []
    /// The orders' projections.
    package var orders: [OutOrderNumber: OrderProjection] = [:]
    /// The authorizations' projections.
    package var authorizations: [AuthorizationCode: AuthorizationProjection] = [:]
    /// The customers.
    package var customers: [CustomerID: CustomerEntry] = [:]
    /// The requests that were begun under a key.
    package var claims: [Digest32: IdempotencyClaim] = [:]
    package var webhook: WebhookProgress?
    package var heldDeliveries: [Subject: HeldDelivery] = [:]
    /// The attempts' projections.
    package var attempts: [AttemptID: AttemptProjection] = [:]
    /// The attempts' requests in their envelopes.
    package var requests: [AttemptID: [UInt8]] = [:]
    /// The permits' projections.
    package var permits: [Digest32: PermitProjection] = [:]
    /// The requested calls' projections, by their request, the oldest first.
    package var approvals: [ApprovalProjection] = []
    /// The requested calls' requests in their envelopes.
    package var approvalRequests: [ApprovalID: [UInt8]] = [:]
    /// The checkpoints, the oldest first.
    package var checkpoints: [Checkpoint] = []
    /// Whether the velocity limit is tripped.
    package var isVelocityLimitTripped = false
    /// The digest of the policy in force.
    package var policy: Digest32?
    /// Sequence numbers of records that cannot be read, as on a damaged page.
    package var unreadable: Set<Int64> = []
    /// Whether the list of orders begins again at its end, as in a damaged index.
    package var listsForEver = false
    /// What is appended instead of a draft, as a forger's journal would.
    package var substitute: @Sendable (RecordDraft) throws -> RecordDraft = { $0 }

    /// Why the first write that failed did; such a commit fails even if its body went on.
    private(set) var failure: (any Error)?
    /// Of what records may be appended.
    private let writable: SubjectScope
    /// The attempts by the moment of their intent, the oldest first.
    private var attemptsInOrder: [AttemptID] = []
    /// The attempts that were intended since the velocity limit was last reset.
    private var attemptsSinceReset: Set<AttemptID> = []

    /// Creates the content of an empty journal.
    package init() {
        writable = .wholeJournal
    }

    /// Copies a journal's content, for a commit on some subjects.
    package init(copying other: InMemoryContent, writingOn subjects: SubjectScope = .wholeJournal) {
        writable = subjects
        records = other.records
        orders = other.orders
        authorizations = other.authorizations
        customers = other.customers
        claims = other.claims
        webhook = other.webhook
        heldDeliveries = other.heldDeliveries
        attempts = other.attempts
        requests = other.requests
        permits = other.permits
        approvals = other.approvals
        approvalRequests = other.approvalRequests
        checkpoints = other.checkpoints
        isVelocityLimitTripped = other.isVelocityLimitTripped
        policy = other.policy
        unreadable = other.unreadable
        listsForEver = other.listsForEver
        substitute = other.substitute
        attemptsInOrder = other.attemptsInOrder
        attemptsSinceReset = other.attemptsSinceReset
    }
}

extension InMemoryContent: JournalReader {
    package func order(_ number: OutOrderNumber) -> OrderProjection? {
        orders[number]
    }

    package func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int)
        -> [OrderProjection]
    {
        orders.values
            .filter { phase == nil || $0.state.code == phase }
            .filter { listsForEver || $0.order.text > cursor?.text ?? "" }
            .sorted { $0.order.text < $1.order.text }
            .first(limit)
    }

    package func records(
        of subject: Subject, after revision: Int64, limit: Int
    ) throws -> [JournalRecord] {
        try readable(
            records.lazy.filter { $0.subject == subject && $0.revision > revision }.first(limit))
    }

    package func records(after sequence: Int64, limit: Int) throws -> [JournalRecord] {
        try readable(records.lazy.filter { $0.sequence > sequence }.first(limit))
    }

    private func readable(_ records: [JournalRecord]) throws -> [JournalRecord] {
        guard records.allSatisfy({ !unreadable.contains($0.sequence) }) else {
            throw JournalError(.corrupt, "a row makes no sense")
        }
        return records
    }

    package func subjects(after cursor: Subject?, limit: Int) -> [Subject] {
        Set(records.map(\.subject))
            .filter { subject in cursor.map { subject.text > $0.text } ?? true }
            .sorted { $0.text < $1.text }
            .first(limit)
    }

    package func attempt(_ id: AttemptID) -> AttemptProjection? {
        attempts[id]
    }

    package func orders(changedBefore cursor: OrderCursor?, limit: Int) -> [OrderProjection] {
        orders.values
            .sorted { OrderCursor($0).precedes(OrderCursor($1)) }
            .filter { order in cursor.map { $0.precedes(OrderCursor(order)) } ?? true }
            .first(limit)
    }

    package func attempts(
        openOnly: Bool, before cursor: AttemptID?, limit: Int
    ) -> [AttemptProjection] {
        let newest = (attempts.keys.filter { !attemptsInOrder.contains($0) } + attemptsInOrder)
            .reversed()[...]
        let rest = cursor.map { cursor in newest.drop { $0 != cursor }.dropFirst() } ?? newest
        return rest.lazy
            .compactMap { self.attempts[$0] }
            .filter { !openOnly || !$0.isSettled }
            .first(limit)
    }

    package func request(of attempt: AttemptID) -> [UInt8]? {
        requests[attempt]
    }

    package func permit(_ digest: Digest32) -> PermitProjection? {
        permits[digest]
    }

    package func notification(_ id: NotificationID) -> JournalRecord? {
        records.lazy.filter { $0.event == "notified" }
            .first { (try? $0.content)?.notification?.id == id }
    }

    package func velocityUsage(since: Timestamp) -> VelocityUsage {
        let counted = attemptsSinceReset.compactMap { attempts[$0] }
            .filter { $0.intendedAt > since }
        func amounts(of kind: GivenUpKind) -> [Int64] {
            counted.filter { $0.intent.call.kind.givenUpKind == kind }
                .compactMap(\.intent.consent?.givenUp.fen)
        }
        let (forgiven, reported) = (amounts(of: .forgiven), amounts(of: .receivedElsewhere))
        return VelocityUsage(
            isTripped: isVelocityLimitTripped, cancels: forgiven.count,
            fen: forgiven.reduce(0, +), reports: reported.count,
            reportedFen: reported.reduce(0, +))
    }

    package func policyInForce() -> Digest32? { policy }

    package func lastRecord() -> JournalRecord? {
        records.last
    }

    package func checkpoints(after position: Int64, limit: Int) -> [KeptCheckpoint] {
        let start = Int(min(max(0, position), Int64(checkpoints.count)))
        return checkpoints.indices[start...].first(limit).map {
            KeptCheckpoint(position: Int64($0) + 1, checkpoint: checkpoints[$0])
        }
    }

    package func lastCheckpoint() -> Checkpoint? {
        checkpoints.last
    }
}

extension InMemoryContent: SealingTransaction {
    @discardableResult
    package func append(_ draft: RecordDraft) throws -> JournalRecord {
        try noting {
            let draft = try substitute(draft)
            try writable.check(draft.subject)
            let end = records.last.map { JournalEnd($0) }
            let context = try AppendPlan.Context(of: draft, after: end, in: self) {
                records.last { $0.subject == .journal }
            }
            let plan = try AppendPlan(draft, in: context)
            store(plan, of: draft)
            return plan.record
        }
    }

    package func keep(_ checkpoint: Checkpoint) throws {
        try noting {
            try checkpoint.check(follows: checkpoints.last)
            checkpoints.append(checkpoint)
        }
    }

    private func store(_ plan: AppendPlan, of draft: RecordDraft) {
        records.append(plan.record)
        if let order = plan.order { orders[order.order] = order }
        if let known = plan.authorization { authorizations[known.code] = known }
        if let permit = plan.permit { permits[permit.digest] = permit }
        if let attempt = plan.attempt { attempts[attempt.id] = attempt }
        if let approval = plan.approval { store(approval, bringing: draft.request) }
        switch draft.content {
        case .attempt(.intended(let intent)):
            requests[intent.attempt] = draft.request
            attemptsInOrder.append(intent.attempt)
            attemptsSinceReset.insert(intent.attempt)
        case .journal(.velocityLimitTripped): isVelocityLimitTripped = true
        case .journal(.velocityLimitReset):
            isVelocityLimitTripped = false
            attemptsSinceReset = []
        case .journal(.policyChanged(let details)): policy = details.digest
        case .journal(.customerForgotten(let id)): customers[id] = customers[id]?.forgotten
        case .order, .attempt, .authorization, .journal: break
        }
    }

    /// Runs a write, and remembers why it failed.
    func noting<Result>(_ write: () throws -> Result) throws -> Result {
        do { return try write() } catch {
            failure = failure ?? error
            throw error
        }
    }
}

extension OrderCursor {
    /// Whether the order stands before another one in the list, being newer.
    fileprivate func precedes(_ other: OrderCursor) -> Bool {
        (updatedAt, order.text) > (other.updatedAt, other.order.text)
    }
}

extension Sequence {
    /// The first so many elements; none if the limit is negative.
    func first(_ limit: Int) -> [Element] {
        Array(prefix(Swift.max(0, limit)))
    }
}
