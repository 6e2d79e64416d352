import JournalStorage
import OrderJournal
import OrderLifecycle

/// What is read of the tables on one connection, within one transaction.
protocol PostgresReader: JournalReader {
    /// The partition that is read.
    var partition: Int32 { get }
    /// Asks the server.
    func ask(_ call: Call) throws -> Answer
}

extension PostgresReader {
    func first<Value>(
        _ function: StoredFunction, _ bind: (inout Values) -> Void = { _ in },
        reading read: (inout AnswerRow) throws -> Value
    ) throws -> Value? {
        try ask(function.call(on: partition, bind)).first(read)
    }

    func all<Value>(
        _ function: StoredFunction, _ bind: (inout Values) -> Void,
        reading read: (inout AnswerRow) throws -> Value
    ) throws -> [Value] {
        try ask(function.call(on: partition, bind)).all(read)
    }

    // MARK: Records

    func end() throws -> JournalEnd? {
        try first(PartitionRows.end) { row in
            JournalEnd(sequence: try row.number(), at: try row.time())
        }
    }

    func record(at sequence: Int64) throws -> JournalRecord? {
        try first(RecordRows.byPosition, { $0.add(sequence) }, reading: RecordRow.read)
    }

    func lastRecord() throws -> JournalRecord? {
        try first(RecordRows.last, reading: RecordRow.read)
    }

    func lastRecord(of subject: Subject) throws -> JournalRecord? {
        try first(RecordRows.lastOfSubject, { $0.add(subject.text) }, reading: RecordRow.read)
    }

    func records(after sequence: Int64, limit: Int) throws -> [JournalRecord] {
        try all(
            RecordRows.afterSequence,
            { values in
                values.add(sequence)
                values.add(max(0, limit))
            }, reading: RecordRow.read)
    }

    func records(of subject: Subject, after revision: Int64, limit: Int) throws -> [JournalRecord] {
        var last = revision
        return try all(
            RecordRows.ofSubjectAfter,
            { values in
                values.add(subject.text)
                values.add(revision)
                values.add(max(0, limit))
            },
            reading: { row in
                let record = try RecordRow.read(&row)
                // A damaged index may lead back to where it began, and whoever asks for page after
                // page would never come to an end.
                guard record.revision > last else {
                    throw JournalError(
                        .corrupt,
                        "records: those after revision \(last) of \(subject.text) are out of "
                            + "order; verify the journal, and restore a copy")
                }
                last = record.revision
                return record
            })
    }

    func digests(after sequence: Int64, limit: Int) throws -> [RecordDigest] {
        try all(
            RecordRows.digestsAfter,
            { values in
                values.add(sequence)
                values.add(max(0, limit))
            },
            reading: { row in try RecordRow.readDigest(&row) { try record(at: $0) } })
    }

    func subjects(after cursor: Subject?, limit: Int) throws -> [Subject] {
        try all(
            RecordRows.subjectsAfter,
            { values in
                values.add(cursor?.text ?? "")
                values.add(max(0, limit))
            }, reading: RecordRows.subject)
    }

    func notification(_ id: NotificationID) throws -> JournalRecord? {
        try first(
            RecordRows.notification, { $0.add("\(NotificationDetails.idLine)=\(id)") },
            reading: RecordRow.read)
    }

    func policyInForce() throws -> Digest32? {
        try first(RecordRows.lastPolicyChange, reading: RecordRows.policy)
    }

    // MARK: Orders

    func order(_ number: OutOrderNumber) throws -> OrderProjection? {
        try first(OrderRows.byNumber, { $0.add(number.text) }, reading: OrderRow.read)
    }

    func orders(phase: String?, after cursor: OutOrderNumber?, limit: Int) throws
        -> [OrderProjection]
    {
        try all(
            phase == nil ? OrderRows.afterNumber : OrderRows.ofPhaseAfterNumber,
            { values in
                if let phase { values.add(phase) }
                values.add(cursor?.text ?? "")
                values.add(max(0, limit))
            }, reading: OrderRow.read)
    }

    func orders(changedBefore cursor: OrderCursor?, limit: Int) throws -> [OrderProjection] {
        try all(
            OrderRows.byUpdate,
            { values in
                values.add(cursor?.updatedAt.milliseconds ?? .max)
                values.add(cursor?.order.text ?? "")
                values.add(max(0, limit))
            }, reading: OrderRow.read)
    }

    func orders(
        phase: String?, having filter: RecordFilter, changedBefore cursor: OrderCursor?, limit: Int
    ) throws -> [OrderProjection] {
        try all(
            OrderRows.byUpdateWithRecord,
            { values in
                values.add(cursor?.updatedAt.milliseconds ?? .max)
                values.add(cursor?.order.text ?? "")
                values.add(filter.from?.milliseconds ?? 0)
                values.add(filter.before?.milliseconds ?? .max)
                values.add(phase)
                values.add(filter.actor?.text)
                values.add(filter.event)
                values.add(filter.call?.rawValue)
                values.add(max(0, limit))
            }, reading: OrderRow.read)
    }

    func orderTotals() throws -> [OrderTotal] {
        try all(OrderRows.totals, { _ in }, reading: OrderRows.total)
    }

    func openOrders(of customer: CustomerID, limit: Int) throws -> [OutOrderNumber] {
        try all(
            OrderRows.openOfCustomer,
            { values in
                values.add(customer.text)
                values.add(StateText.text(.unseen))
                values.add(max(0, limit))
            }, reading: OrderRow.number)
    }

    // MARK: Attempts and permits

    func attempt(_ id: AttemptID) throws -> AttemptProjection? {
        try first(AttemptRows.byID, { $0.add(id.text) }, reading: AttemptRow.read)
    }

    func attempts(
        openOnly: Bool, before cursor: AttemptID?, limit: Int
    ) throws -> [AttemptProjection] {
        let sequence = try sequence(of: cursor)
        return try all(
            openOnly ? AttemptRows.newestOpen : AttemptRows.newest,
            { values in
                values.add(sequence)
                values.add(max(0, limit))
            }, reading: AttemptRow.read)
    }

    func attempts(
        givingUpFrom start: Timestamp?, until end: Timestamp?, by actor: ActorName?,
        before cursor: AttemptID?, limit: Int
    ) throws -> [AttemptProjection] {
        let first = try start.map { try sequence(notBefore: $0) } ?? 0
        let last = min(
            try end.map { try sequence(notBefore: $0) } ?? .max, try sequence(of: cursor))
        return try all(
            actor == nil ? AttemptRows.givingUp : AttemptRows.givingUpByActor,
            { values in
                values.add(first)
                values.add(last)
                if let actor { values.add(actor.text) }
                values.add(max(0, limit))
            }, reading: AttemptRow.read)
    }

    /// Where an attempt's intent is; before all where there is no such attempt.
    private func sequence(of cursor: AttemptID?) throws -> Int64 {
        guard let cursor else { return .max }
        return try first(
            AttemptRows.sequenceByID, { $0.add(cursor.text) }, reading: { try $0.number() }) ?? 0
    }

    func request(of attempt: AttemptID) throws -> [UInt8]? {
        try first(
            AttemptRows.requestByID, { $0.add(attempt.text) }, reading: { try $0.bytesIfAny() })
            ?? nil
    }

    func permit(_ digest: Digest32) throws -> PermitProjection? {
        try first(
            PermitRows.byDigest, { $0.add(digest) },
            reading: { try PermitRow.read(&$0, of: digest) })
    }

    /// Without a state that can be read, the velocity limit is tripped.
    func velocityUsage(since: Timestamp) throws -> VelocityUsage {
        try first(AttemptRows.usage, { $0.add(since) }, reading: AttemptRows.usage)
            ?? VelocityUsage(isTripped: true)
    }

    // MARK: Requested calls

    func approval(_ id: ApprovalID) throws -> ApprovalProjection? {
        try first(ApprovalRows.byID, { $0.add(id.text) }, reading: ApprovalRow.init)
            .map(projection)
    }

    func waitingApproval(of order: OutOrderNumber) throws -> ApprovalProjection? {
        try first(
            ApprovalRows.waitingOfSubject, { $0.add(Subject.order(order).text) },
            reading: ApprovalRow.init
        ).map(projection)
    }

    func approvals(
        waitingOnly: Bool, before cursor: ApprovalID?, limit: Int
    ) throws -> [ApprovalProjection] {
        let sequence = try cursor.map { cursor in
            try first(
                ApprovalRows.sequenceByID, { $0.add(cursor.text) }, reading: { try $0.number() })
                ?? 0
        }
        return try all(
            waitingOnly ? ApprovalRows.newestWaiting : ApprovalRows.newest,
            { values in
                values.add(sequence ?? .max)
                values.add(max(0, limit))
            }, reading: ApprovalRow.init
        ).map(projection)
    }

    private func projection(of row: ApprovalRow) throws -> ApprovalProjection {
        try row.projection { try record(at: $0) }
    }

    func request(of approval: ApprovalID) throws -> [UInt8]? {
        try first(
            ApprovalRows.requestByID, { $0.add(approval.text) }, reading: { try $0.bytesIfAny() })
            ?? nil
    }

    // MARK: Authorizations and customers

    func authorization(_ code: AuthorizationCode) throws -> AuthorizationProjection? {
        try first(AuthorizationRows.byCode, { $0.add(code.text) }, reading: AuthorizationRow.read)
    }

    func authorizations(after cursor: AuthorizationCode?, limit: Int) throws
        -> [AuthorizationProjection]
    {
        try all(
            AuthorizationRows.afterCode,
            { values in
                values.add(cursor?.text ?? "")
                values.add(max(0, limit))
            }, reading: AuthorizationRow.read)
    }

    func authorizations(of customer: CustomerID, limit: Int) throws -> [AuthorizationProjection] {
        try all(
            AuthorizationRows.ofCustomer,
            { values in
                values.add(customer.text)
                values.add(max(0, limit))
            }, reading: AuthorizationRow.read)
    }

    func customer(_ id: CustomerID) throws -> CustomerEntry? {
        try first(CustomerRows.byID, { $0.add(id.text) }, reading: CustomerRow.read)
    }

    func customer(digest: Digest32) throws -> CustomerEntry? {
        try first(CustomerRows.byDigest, { $0.add(digest) }, reading: CustomerRow.read)
    }

    // MARK: Checkpoints

    func checkpoints(after position: Int64, limit: Int) throws -> [KeptCheckpoint] {
        try all(
            CheckpointRows.afterPosition,
            { values in
                values.add(position)
                values.add(max(0, limit))
            }, reading: CheckpointRows.read)
    }

    func lastKeptCheckpoint() throws -> KeptCheckpoint? {
        try first(CheckpointRows.last, reading: CheckpointRows.read)
    }

    func lastCheckpoint() throws -> Checkpoint? {
        try lastKeptCheckpoint()?.checkpoint
    }
}
