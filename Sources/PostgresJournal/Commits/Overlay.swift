import OrderJournal
import OrderLifecycle

/// What a group of commits has read and made, so that each sees what those before it made.
///
/// A value: a commit that fails leaves it as it was before.
struct Overlay {
    /// Where the partition ends.
    var end: JournalEnd?
    /// The revision of the last record of the journal's own chain.
    var journalRevision: Int64
    /// That record, once it was read.
    var lastOfJournal: JournalRecord??
    /// The policy in force, once it was read.
    var policy: Digest32??
    var orders: [OutOrderNumber: OrderProjection?] = [:]
    var authorizations: [AuthorizationCode: AuthorizationProjection?] = [:]
    var attempts: [AttemptID: AttemptProjection?] = [:]
    var permits: [Digest32: PermitProjection?] = [:]
    var approvals: [ApprovalID: ApprovalProjection?] = [:]
    /// The requested call of an order that waits.
    var waiting: [OutOrderNumber: ApprovalID?] = [:]
    var notifications: [NotificationID: JournalRecord?] = [:]
    var customers: [CustomerID: CustomerEntry?] = [:]
    var customersByDigest: [Digest32: CustomerEntry?] = [:]
    var lastCheckpoint: KeptCheckpoint??
    /// What the server does not have yet.
    var pending = PendingRows()
    /// The last of each that was made, whether the server has it already or not.
    private(set) var made = Made()

    /// What shows whether a group was stored.
    struct Made {
        var record: JournalRecord?
        var checkpoint: KeptCheckpoint?
        var customer: CustomerEntry?
    }

    init(_ opened: PartitionEnd) {
        end = opened.end
        journalRevision = opened.journalRevision
    }

    /// Takes what an append makes.
    mutating func take(_ plan: AppendPlan, of draft: RecordDraft) {
        let record = plan.record
        end = JournalEnd(record)
        if record.subject == .journal {
            journalRevision = record.revision
            lastOfJournal = record
        }
        if let order = plan.order { orders[order.order] = order }
        if let known = plan.authorization { authorizations[known.code] = known }
        if let attempt = plan.attempt { attempts[attempt.id] = attempt }
        if let permit = plan.permit { permits[permit.digest] = permit }
        if let approval = plan.approval {
            approvals[approval.id] = approval
            waiting[approval.terms.order] = .some(approval.isWaiting ? approval.id : nil)
        }
        if let notified = draft.content.notification { notifications[notified.id] = record }
        switch draft.content {
        case .journal(.policyChanged(let details)): policy = details.digest
        case .journal(.customerForgotten(let id)):
            customers[id] = CustomerEntry(id: id, digest: nil, wrappedKey: nil)
        case .order, .attempt, .authorization, .journal: break
        }
        made.record = record
        pending.add(plan, of: draft)
    }

    /// Takes a new customer.
    mutating func take(_ customer: CustomerEntry) {
        customers[customer.id] = customer
        if let digest = customer.digest { customersByDigest[digest] = customer }
        made.customer = customer
        pending.add(customer)
    }

    /// Takes a checkpoint.
    mutating func take(_ checkpoint: KeptCheckpoint) {
        lastCheckpoint = checkpoint
        made.checkpoint = checkpoint
        pending.add(checkpoint)
    }
}
