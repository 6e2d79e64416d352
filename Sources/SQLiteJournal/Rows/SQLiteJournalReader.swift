import OrderJournal
import OrderLifecycle

/// What is read of the tables on one connection, within one transaction.
protocol SQLiteJournalReader: JournalReader {
    var statements: Statements { get }
}

extension SQLiteJournalReader {
    func order(_ number: OutOrderNumber) throws -> OrderProjection? {
        try OrderRows.order(number, statements)
    }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) throws
        -> [OrderProjection]
    {
        try OrderRows.orders(phase: phase, after: cursor, limit: limit, statements)
    }

    func orders(changedBefore cursor: OrderCursor?, limit: Int) throws -> [OrderProjection] {
        try OrderRows.orders(changedBefore: cursor, limit: limit, statements)
    }

    func orders(
        phase: String?, having filter: RecordFilter, changedBefore cursor: OrderCursor?, limit: Int
    ) throws -> [OrderProjection] {
        try OrderRows.orders(
            phase: phase, having: filter, changedBefore: cursor, limit: limit, statements)
    }

    func orderTotals() throws -> [OrderTotal] {
        try OrderRows.totals(statements)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [JournalRecord] {
        try RecordRows.records(of: subject, after: revision, limit: limit, statements)
    }

    func records(after sequence: Int64, limit: Int) throws -> [JournalRecord] {
        try RecordRows.records(after: sequence, limit: limit, statements)
    }

    func digests(after sequence: Int64, limit: Int) throws -> [RecordDigest] {
        try RecordRows.digests(after: sequence, limit: limit, statements)
    }

    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject] {
        try SubjectRows.subjects(after: cursor, limit: limit, statements)
    }

    func attempt(_ id: AttemptID) throws -> AttemptProjection? {
        try AttemptRows.attempt(id, statements)
    }

    func attempts(
        openOnly: Bool, before cursor: AttemptID?, limit: Int
    ) throws -> [AttemptProjection] {
        try AttemptRows.attempts(openOnly: openOnly, before: cursor, limit: limit, statements)
    }

    func attempts(
        givingUpFrom start: Timestamp?, until end: Timestamp?, by actor: ActorName?,
        before cursor: AttemptID?, limit: Int
    ) throws -> [AttemptProjection] {
        let first = try start.map { try sequence(notBefore: $0) } ?? 0
        let last = try end.map { try sequence(notBefore: $0) } ?? .max
        return try AttemptRows.attempts(
            givingUpFrom: first, to: last, by: actor, before: cursor, limit: limit, statements)
    }

    func request(of attempt: AttemptID) throws -> [UInt8]? {
        try AttemptRows.request(of: attempt, statements)
    }

    func permit(_ digest: Digest32) throws -> PermitProjection? {
        try PermitRows.permit(digest, statements)
    }

    func approval(_ id: ApprovalID) throws -> ApprovalProjection? {
        try ApprovalRows.approval(id, statements)
    }

    func waitingApproval(of order: OutOrderNumber) throws -> ApprovalProjection? {
        try ApprovalRows.waiting(of: order, statements)
    }

    func approvals(
        waitingOnly: Bool, before cursor: ApprovalID?, limit: Int
    ) throws -> [ApprovalProjection] {
        try ApprovalRows.approvals(
            waitingOnly: waitingOnly, before: cursor, limit: limit, statements)
    }

    func request(of approval: ApprovalID) throws -> [UInt8]? {
        try ApprovalRows.request(of: approval, statements)
    }

    func notification(_ id: NotificationID) throws -> JournalRecord? {
        try RecordRows.notification(id, statements)
    }

    func velocityUsage(since: Timestamp) throws -> VelocityUsage {
        try VelocityLimitRows.usage(since: since, statements)
    }

    func policyInForce() throws -> Digest32? {
        try RecordRows.policyInForce(statements)
    }

    func authorization(_ code: AuthorizationCode) throws -> AuthorizationProjection? {
        try AuthorizationRows.authorization(code, statements)
    }

    func authorizations(after cursor: AuthorizationCode?, limit: Int) throws
        -> [AuthorizationProjection]
    {
        try AuthorizationRows.authorizations(after: cursor, limit: limit, statements)
    }

    func authorizations(of customer: CustomerID, limit: Int) throws -> [AuthorizationProjection] {
        try AuthorizationRows.authorizations(of: customer, limit: limit, statements)
    }

    func openOrders(of customer: CustomerID, limit: Int) throws -> [OutOrderNumber] {
        try OrderRows.open(of: customer, limit: limit, statements)
    }

    func customer(_ id: CustomerID) throws -> CustomerEntry? {
        try CustomerRows.customer(id, statements)
    }

    func customer(digest: Digest32) throws -> CustomerEntry? {
        try CustomerRows.customer(digest: digest, statements)
    }

    func lastRecord() throws -> JournalRecord? {
        try RecordRows.last(statements)
    }

    func end() throws -> JournalEnd? {
        try RecordRows.end(statements)
    }

    func checkpoints(after position: Int64, limit: Int) throws -> [KeptCheckpoint] {
        try CheckpointRows.checkpoints(after: position, limit: limit, statements)
    }

    func lastCheckpoint() throws -> Checkpoint? {
        try CheckpointRows.last(statements)
    }
}
