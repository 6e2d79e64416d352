import JournalStorage
import OrderJournal
import OrderLifecycle

/// What one commit reads and adds, in the transaction that it shares.
///
/// What is looked up by its key is read of the overlay, and of the server where it is not known;
/// what is made goes to the server with the whole group. A question about many rows needs the rows
/// that were made before it on the server. Those of commits that are done may go; a commit that has
/// made some itself may still fail, and is run again in a transaction of its own.
final class PostgresTransaction: PostgresReader, SealingTransaction {
    private let group: GroupTransaction
    private let subjects: SubjectScope
    private let isAlone: Bool
    /// Whether this commit has made rows.
    private var hasMade = false
    /// Whether it must be run again in a transaction of its own.
    private(set) var needsOwn = false
    /// Why the first write that failed did; such a commit fails even if its body went on.
    private(set) var failure: (any Error)?

    var partition: Int32 { group.view.partition }

    init(_ group: GroupTransaction, on subjects: SubjectScope, isAlone: Bool) {
        self.group = group
        self.subjects = subjects
        self.isAlone = isAlone
    }

    func ask(_ call: Call) throws -> Answer {
        guard !hasMade || isAlone else {
            needsOwn = true
            throw JournalError(.overloaded, "this commit is run again by itself")
        }
        try group.flush()
        return try group.view.ask(call)
    }

    // MARK: Reading

    func end() -> JournalEnd? { group.overlay.end }

    func order(_ number: OutOrderNumber) throws -> OrderProjection? {
        try known(\.orders, number) { try $0.order(number) }
    }

    func authorization(_ code: AuthorizationCode) throws -> AuthorizationProjection? {
        try known(\.authorizations, code) { try $0.authorization(code) }
    }

    func attempt(_ id: AttemptID) throws -> AttemptProjection? {
        try known(\.attempts, id) { try $0.attempt(id) }
    }

    func permit(_ digest: Digest32) throws -> PermitProjection? {
        try known(\.permits, digest) { try $0.permit(digest) }
    }

    func approval(_ id: ApprovalID) throws -> ApprovalProjection? {
        try known(\.approvals, id) { try $0.approval(id) }
    }

    func waitingApproval(of order: OutOrderNumber) throws -> ApprovalProjection? {
        let id = try known(\.waiting, order) { view in
            let found = try view.waitingApproval(of: order)
            if let found { group.overlay.approvals[found.id] = found }
            return found?.id
        }
        return try id.flatMap { try approval($0) }
    }

    func notification(_ id: NotificationID) throws -> JournalRecord? {
        try known(\.notifications, id) { try $0.notification(id) }
    }

    func customer(_ id: CustomerID) throws -> CustomerEntry? {
        try known(\.customers, id) { try $0.customer(id) }
    }

    func customer(digest: Digest32) throws -> CustomerEntry? {
        let found = try known(\.customersByDigest, digest) { try $0.customer(digest: digest) }
        guard let found, let now = group.overlay.customers[found.id] else { return found }
        // The customer may have been forgotten since.
        return now?.digest == digest ? now : nil
    }

    func policyInForce() throws -> Digest32? {
        if let policy = group.overlay.policy { return policy }
        let policy = try group.view.policyInForce()
        group.overlay.policy = .some(policy)
        return policy
    }

    func lastKeptCheckpoint() throws -> KeptCheckpoint? {
        if let checkpoint = group.overlay.lastCheckpoint { return checkpoint }
        let checkpoint: KeptCheckpoint? = try group.view.lastKeptCheckpoint()
        group.overlay.lastCheckpoint = .some(checkpoint)
        return checkpoint
    }

    func lastCheckpoint() throws -> Checkpoint? { try lastKeptCheckpoint()?.checkpoint }

    private func lastOfJournal() throws -> JournalRecord? {
        if let record = group.overlay.lastOfJournal { return record }
        let record = try group.view.lastRecord(of: .journal)
        group.overlay.lastOfJournal = .some(record)
        return record
    }

    private func known<Key, Value>(
        _ values: WritableKeyPath<Overlay, [Key: Value?]>, _ key: Key,
        read: (ServerView) throws -> Value?
    ) throws -> Value? {
        if let value = group.overlay[keyPath: values][key] { return value }
        let value = try read(group.view)
        group.overlay[keyPath: values][key] = .some(value)
        return value
    }

    // MARK: Writing

    @discardableResult
    func append(_ draft: RecordDraft) throws -> JournalRecord {
        try noting {
            try subjects.check(draft.subject)
            let context = try AppendPlan.Context(of: draft, after: end(), in: self) {
                try lastOfJournal()
            }
            let plan = try AppendPlan(draft, in: context)
            group.overlay.take(plan, of: draft)
            hasMade = true
            return plan.record
        }
    }

    func keep(_ customer: CustomerEntry) throws {
        try noting {
            let known = try customer.digest.flatMap { try self.customer(digest: $0) }
            guard try self.customer(customer.id) == nil, known == nil else {
                throw JournalError.customerKept
            }
            group.overlay.take(customer)
            hasMade = true
        }
    }

    func keep(_ checkpoint: Checkpoint) throws {
        try noting {
            let last = try lastKeptCheckpoint()
            try checkpoint.check(follows: last?.checkpoint)
            group.overlay.take(
                KeptCheckpoint(position: (last?.position ?? 0) + 1, checkpoint: checkpoint))
            hasMade = true
        }
    }

    /// Runs a write, and remembers why it failed.
    private func noting<Result>(_ write: () throws -> Result) throws -> Result {
        do { return try write() } catch {
            failure = failure ?? error
            throw error
        }
    }
}
