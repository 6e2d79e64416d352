import OrderJournal
import OrderLifecycle

/// What one commit adds, inside the savepoint that is its own.
final class StoredTransaction: SQLiteJournalReader, SealingTransaction {
    let statements: Statements
    private let subjects: SubjectScope
    /// Where the journal ends, the records of this commit included.
    private(set) var reached: JournalEnd?
    /// What this commit appended.
    private(set) var records: [JournalRecord] = []
    /// The last checkpoint that this commit kept.
    private(set) var checkpoint: Checkpoint?
    /// Why the first write that failed did; such a commit fails even if its body went on.
    private(set) var failure: (any Error)?
    /// The order that was read or stored last.
    private var lastOrder: OrderProjection?

    init(_ statements: Statements, on subjects: SubjectScope, after end: JournalEnd?) {
        self.statements = statements
        self.subjects = subjects
        reached = end
    }

    func end() -> JournalEnd? { reached }

    /// Reads an order, or returns what this commit read or stored last.
    ///
    /// A notification's commit asks six times; each read took 3 % of it (benchmark row 14).
    func order(_ number: OutOrderNumber) throws -> OrderProjection? {
        if let lastOrder, lastOrder.order == number { return lastOrder }
        lastOrder = try OrderRows.order(number, statements)
        return lastOrder
    }

    @discardableResult
    func append(_ draft: RecordDraft) throws -> JournalRecord {
        try noting {
            try subjects.check(draft.subject)
            let context = try AppendPlan.Context(of: draft, after: reached, in: self) {
                try RecordRows.last(of: .journal, statements)
            }
            let plan = try AppendPlan(draft, in: context)
            try store(plan, of: draft)
            reached = JournalEnd(plan.record)
            records.append(plan.record)
            return plan.record
        }
    }

    func keep(_ customer: CustomerEntry) throws {
        try noting { try CustomerRows.insert(customer, statements) }
    }

    func keep(_ checkpoint: Checkpoint) throws {
        try noting {
            try checkpoint.check(follows: try lastCheckpoint())
            try CheckpointRows.insert(checkpoint, statements)
            self.checkpoint = checkpoint
        }
    }

    /// Runs a write, and remembers why it failed.
    private func noting<Result>(_ write: () throws -> Result) throws -> Result {
        do { return try write() } catch {
            failure = failure ?? error
            throw error
        }
    }

    private func store(_ plan: AppendPlan, of draft: RecordDraft) throws {
        try RecordRows.insert(plan.record, statements)
        if let order = plan.order {
            let state =
                plan.record.phaseAfter ?? plan.record.phaseBefore ?? StateText.text(order.state)
            lastOrder = nil
            try OrderRows.place(order, at: state, statements)
            lastOrder = order
        }
        if let authorization = plan.authorization {
            try AuthorizationRows.place(authorization, statements)
        }
        if let approval = plan.approval {
            try ApprovalRows.place(approval, plan.record, draft, statements)
        }
        switch draft.content {
        case .order(.permitIssued):
            if let permit = plan.permit {
                try PermitRows.insert(permit, at: plan.record.sequence, statements)
            }
        case .attempt(.intended):
            if let attempt = plan.attempt {
                try AttemptRows.insert(
                    attempt, at: plan.record.sequence, request: draft.request, statements)
            }
            if let permit = plan.permit { try PermitRows.spend(permit, statements) }
        case .attempt(.appliedLate): break
        case .attempt: if let attempt = plan.attempt { try AttemptRows.update(attempt, statements) }
        case .journal(.velocityLimitTripped): try VelocityLimitRows.trip(statements)
        case .journal(.velocityLimitReset):
            try VelocityLimitRows.reset(at: plan.record.sequence, statements)
        case .journal(.customerForgotten(let customer)):
            try CustomerRows.empty(customer, statements)
        case .order, .authorization, .journal: break
        }
    }
}
