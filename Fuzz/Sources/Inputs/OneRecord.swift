import OrderJournal
import OrderLifecycle

/// A journal that holds one record, whatever that says.
struct OneRecord: JournalReader {
    let record: JournalRecord

    func order(_ number: OutOrderNumber) -> OrderProjection? {
        OrderProjection(order: number, createdAt: record.at)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) -> [JournalRecord] {
        record.revision > revision ? [record] : []
    }

    func records(after sequence: Int64, limit: Int) -> [JournalRecord] {
        record.sequence > sequence ? [record] : []
    }

    func lastRecord() -> JournalRecord? { record }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) -> [OrderProjection] {
        []
    }

    func subjects(after cursor: Subject?, limit: Int) -> [Subject] { [] }
    func attempt(_ id: AttemptID) -> AttemptProjection? { nil }
    func orders(changedBefore cursor: OrderCursor?, limit: Int) -> [OrderProjection] { [] }
    func attempts(openOnly: Bool, before cursor: AttemptID?, limit: Int) -> [AttemptProjection] {
        []
    }
    func request(of attempt: AttemptID) -> [UInt8]? { nil }
    func permit(_ digest: Digest32) -> PermitProjection? { nil }
    func approval(_ id: ApprovalID) -> ApprovalProjection? { nil }
    func waitingApproval(of order: OutOrderNumber) -> ApprovalProjection? { nil }
    func approvals(
        waitingOnly: Bool, before cursor: ApprovalID?, limit: Int
    ) -> [ApprovalProjection] { [] }
    func request(of approval: ApprovalID) -> [UInt8]? { nil }
    func notification(_ id: NotificationID) -> JournalRecord? {
        (try? record.content)?.notification?.id == id ? record : nil
    }
    func policyInForce() throws -> Digest32? { nil }
    func velocityUsage(since: Timestamp) throws -> VelocityUsage { throw NoVelocityLimit() }
    func checkpoints(after position: Int64, limit: Int) -> [KeptCheckpoint] { [] }
    func lastCheckpoint() -> Checkpoint? { nil }

    private struct NoVelocityLimit: Error {}
}
