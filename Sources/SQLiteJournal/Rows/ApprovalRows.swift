import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `payscore_approvals`; all that is said of a requested call is read from the records
/// whose places it has.
enum ApprovalRows {
    private static let table = "payscore_approvals"
    private static let columns =
        "\(RecordRows.columns), "
        + ApprovalRow.columns.joined(separator: ", ")
    private static let joined = """
        SELECT \(columns) FROM payscore_approvals JOIN payscore_records USING (sequence)
        """
    private static let byID = StatementText("\(joined) WHERE id = ?")
    private static let waitingBySubject = StatementText(
        "\(joined) WHERE payscore_approvals.subject = ? AND ended IS NULL")
    private static let newest = StatementText(
        "\(joined) WHERE sequence < ? ORDER BY sequence DESC LIMIT ?")
    /// Left to itself, SQLite would walk through all, since they lie in the right order.
    private static let newestWaiting = StatementText(
        """
        SELECT \(columns) FROM payscore_approvals INDEXED BY payscore_waiting_approvals
            JOIN payscore_records USING (sequence)
        WHERE ended IS NULL AND sequence < ? ORDER BY sequence DESC LIMIT ?
        """)
    private static let sequenceByID = StatementText(
        "SELECT sequence FROM payscore_approvals WHERE id = ?")
    private static let requestByID = StatementText(
        "SELECT request FROM payscore_approvals WHERE id = ?")
    private static let insertion = StatementText(
        """
        INSERT INTO payscore_approvals (sequence, id, subject, request, at_stake)
        VALUES (?, ?, ?, ?, ?)
        """)
    private static let acknowledging = StatementText(
        "UPDATE payscore_approvals SET acknowledged = ? WHERE id = ?")
    private static let acknowledgingAlso = StatementText(
        "UPDATE payscore_approvals SET also_acknowledged = ? WHERE id = ?")
    private static let sendingBack = StatementText(
        """
        UPDATE payscore_approvals
        SET at_stake = ?, acknowledged = NULL, also_acknowledged = NULL WHERE id = ?
        """)
    private static let ending = StatementText(
        "UPDATE payscore_approvals SET ended = ? WHERE id = ?")

    static func approval(
        _ id: ApprovalID, _ statements: Statements
    ) throws -> ApprovalProjection? {
        try projection(
            of: try statements.first(
                byID, of: table, with: { $0.add(id.text) }, reading: ApprovalRow.init), statements)
    }

    static func waiting(
        of order: OutOrderNumber, _ statements: Statements
    ) throws -> ApprovalProjection? {
        try projection(
            of: try statements.first(
                waitingBySubject, of: table, with: { $0.add(Subject.order(order).text) },
                reading: ApprovalRow.init), statements)
    }

    static func approvals(
        waitingOnly: Bool, before cursor: ApprovalID?, limit: Int, _ statements: Statements
    ) throws -> [ApprovalProjection] {
        let sequence = try cursor.map { cursor in
            try statements.first(
                sequenceByID, of: table, with: { $0.add(cursor.text) },
                reading: { try $0.number() }) ?? 0
        }
        let found = try statements.all(
            waitingOnly ? newestWaiting : newest, of: table,
            with: { row in
                row.add(sequence ?? .max)
                row.add(max(0, limit))
            }, reading: ApprovalRow.init)
        return try found.compactMap { try projection(of: $0, statements) }
    }

    static func request(of id: ApprovalID, _ statements: Statements) throws -> [UInt8]? {
        try statements.first(
            requestByID, of: table, with: { $0.add(id.text) },
            reading: { try $0.bytesIfAny() }) ?? nil
    }

    /// Keeps the place of the record that was just appended.
    static func place(
        _ approval: ApprovalProjection, _ record: JournalRecord, _ draft: RecordDraft,
        _ statements: Statements
    ) throws {
        let change: StatementText
        switch ApprovalPlace(of: draft, approval) {
        case .requested:
            return try statements.change(insertion) { row in
                row.add(record.sequence)
                row.add(approval.id.text)
                row.add(record.subject.text)
                row.add(draft.request)
                row.add(record.sequence)
            }
        case .acknowledged: change = acknowledging
        case .alsoAcknowledged: change = acknowledgingAlso
        case .sentBack: change = sendingBack
        case .ended: change = ending
        }
        try statements.change(change) { row in
            row.add(record.sequence)
            row.add(approval.id.text)
        }
    }

    /// Applies the records whose places a row has.
    private static func projection(
        of row: ApprovalRow?, _ statements: Statements
    ) throws -> ApprovalProjection? {
        try row?.projection { try RecordRows.record(at: $0, statements) }
    }
}
