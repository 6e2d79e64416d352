import OrderJournal
import OrderLifecycle

/// A journal whose kept checkpoints are hidden, so that a published one speaks alone.
struct WithoutKeptCheckpoints: JournalReader {
    let reader: any JournalReader

    func order(_ number: OutOrderNumber) throws -> OrderProjection? { try reader.order(number) }

    func orders(
        phase: String?, after cursor: OutOrderNumber?, limit: Int
    ) throws -> [OrderProjection] {
        try reader.orders(phase: phase, after: cursor, limit: limit)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [JournalRecord] {
        try reader.records(of: subject, after: revision, limit: limit)
    }

    func records(after sequence: Int64, limit: Int) throws -> [JournalRecord] {
        try reader.records(after: sequence, limit: limit)
    }

    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject] {
        try reader.subjects(after: cursor, limit: limit)
    }

    func policyInForce() throws -> Digest32? { try reader.policyInForce() }

    func attempt(_ id: AttemptID) throws -> AttemptProjection? { try reader.attempt(id) }

    func orders(changedBefore cursor: OrderCursor?, limit: Int) throws -> [OrderProjection] {
        try reader.orders(changedBefore: cursor, limit: limit)
    }

    func attempts(
        openOnly: Bool, before cursor: AttemptID?, limit: Int
    ) throws -> [AttemptProjection] {
        try reader.attempts(openOnly: openOnly, before: cursor, limit: limit)
    }

    func request(of attempt: AttemptID) throws -> [UInt8]? { try reader.request(of: attempt) }

    func permit(_ digest: Digest32) throws -> PermitProjection? { try reader.permit(digest) }

    func approval(_ id: ApprovalID) throws -> ApprovalProjection? { try reader.approval(id) }

    func waitingApproval(of order: OutOrderNumber) throws -> ApprovalProjection? {
        try reader.waitingApproval(of: order)
    }

    func approvals(
        waitingOnly: Bool, before cursor: ApprovalID?, limit: Int
    ) throws -> [ApprovalProjection] {
        try reader.approvals(waitingOnly: waitingOnly, before: cursor, limit: limit)
    }

    func request(of approval: ApprovalID) throws -> [UInt8]? {
        try reader.request(of: approval)
    }

    func notification(_ id: NotificationID) throws -> JournalRecord? {
        try reader.notification(id)
    }

    func velocityUsage(since: Timestamp) throws -> VelocityUsage {
        try reader.velocityUsage(since: since)
    }

    func authorization(_ code: AuthorizationCode) throws -> AuthorizationProjection? {
        try reader.authorization(code)
    }

    func lastRecord() throws -> JournalRecord? { try reader.lastRecord() }

    func checkpoints(after position: Int64, limit: Int) throws -> [KeptCheckpoint] { [] }

    func lastCheckpoint() throws -> Checkpoint? { nil }
}
