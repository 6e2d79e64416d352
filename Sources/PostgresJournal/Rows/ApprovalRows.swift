import JournalStorage
import OrderJournal

/// The table `approvals`; all that is said of a requested call is read from the records whose
/// places it has.
enum ApprovalRows {
    static let table = PostgresTable.approvals
    private static let columns =
        "\(RecordRows.columns), "
        + ApprovalRow.columns.map { "a.\($0)" }.joined(separator: ", ")
    private static let returned =
        "\(RecordRows.returned), \(table.returned(ApprovalRow.columns))"
    private static let joined = """
        FROM payscore.approvals a JOIN payscore.records r
            ON r.partition = a.partition AND r.sequence = a.sequence
        WHERE a.partition = p_partition
        """

    static let byID = StoredFunction(
        reading: "approval_named", of: "approvals", .init("id", .text), returning: returned,
        "SELECT \(columns) \(joined) AND a.id = p_id")
    static let waitingOfSubject = StoredFunction(
        reading: "approval_waiting_of", of: "approvals", .init("subject", .text),
        returning: returned,
        "SELECT \(columns) \(joined) AND a.ended IS NULL AND a.subject = p_subject")
    static let newest = StoredFunction(
        reading: "approvals_before", of: "approvals", .init("sequence", .bigint),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(joined) AND a.sequence < p_sequence
        ORDER BY a.sequence DESC LIMIT p_limit
        """)
    static let newestWaiting = StoredFunction(
        reading: "waiting_approvals_before", of: "approvals", .init("sequence", .bigint),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(joined) AND a.ended IS NULL AND a.sequence < p_sequence
        ORDER BY a.sequence DESC LIMIT p_limit
        """)
    static let sequenceByID = StoredFunction(
        reading: "approval_sequence", of: "approvals", .init("id", .text),
        returning: "sequence bigint",
        """
        SELECT a.sequence FROM payscore.approvals a
        WHERE a.partition = p_partition AND a.id = p_id
        """)
    static let requestByID = StoredFunction(
        reading: "approval_request", of: "approvals", .init("id", .text),
        returning: "request bytea",
        """
        SELECT a.request FROM payscore.approvals a
        WHERE a.partition = p_partition AND a.id = p_id
        """)
    static let added = [
        "sequence", "id", "subject", "request", "at_stake", "acknowledged", "also_acknowledged",
        "ended",
    ]
    static let insertion = StoredFunction.adding("add_approvals", to: table, added)
    static let changed = ["id", "at_stake", "acknowledged", "also_acknowledged", "ended"]
    /// A value that is NULL changes nothing, but for who acknowledged what was sent back.
    static let update = StoredFunction.changing(
        "change_approvals", in: table, changed, and: [.init("sent_back", arrayOf: .boolean)],
        setting: """
            at_stake = coalesce(n.at_stake, t.at_stake),
            acknowledged = coalesce(
                n.acknowledged, CASE WHEN NOT n.sent_back THEN t.acknowledged END),
            also_acknowledged = coalesce(
                n.also_acknowledged, CASE WHEN NOT n.sent_back THEN t.also_acknowledged END),
            ended = coalesce(n.ended, t.ended)
            """)

    static let functions = [
        byID, waitingOfSubject, newest, newestWaiting, sequenceByID, requestByID, insertion, update,
    ]
}
