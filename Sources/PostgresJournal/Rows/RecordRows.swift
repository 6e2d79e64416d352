import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `records`.
enum RecordRows {
    static let table = PostgresTable.records
    /// All columns of `r`.
    static let columns = RecordRow.columns.map { "r.\($0)" }.joined(separator: ", ")
    /// The same as what a function returns.
    static let returned = table.returned(RecordRow.columns)
    private static let ofPartition = "FROM payscore.records r WHERE r.partition = p_partition"

    static let byPosition = StoredFunction(
        reading: "record_at", of: "records", .init("sequence", .bigint), returning: returned,
        "SELECT \(columns) \(ofPartition) AND r.sequence = p_sequence")
    static let last = StoredFunction(
        reading: "record_last", of: "records", returning: returned,
        "SELECT \(columns) \(ofPartition) ORDER BY r.sequence DESC LIMIT 1")
    static let lastOfSubject = StoredFunction(
        reading: "record_last_of", of: "records", .init("subject", .text), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND r.subject = p_subject
        ORDER BY r.revision DESC LIMIT 1
        """)
    static let afterSequence = StoredFunction(
        reading: "records_after", of: "records", .init("sequence", .bigint),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND r.sequence > p_sequence
        ORDER BY r.sequence LIMIT p_limit
        """)
    static let ofSubjectAfter = StoredFunction(
        reading: "records_of", of: "records", .init("subject", .text), .init("revision", .bigint),
        .init("limit", .bigint), returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND r.subject = p_subject AND r.revision > p_revision
        ORDER BY r.revision LIMIT p_limit
        """)
    static let digestsAfter = StoredFunction(
        reading: "digests_after", of: "records", .init("sequence", .bigint),
        .init("limit", .bigint),
        returning: table.returned(["previous"] + RecordRow.members + ["hash"]),
        """
        SELECT r.previous, \(RecordRow.members.map { "r.\($0)" }.joined(separator: ", ")), r.hash
        \(ofPartition) AND r.sequence > p_sequence ORDER BY r.sequence LIMIT p_limit
        """)
    static let notification = StoredFunction(
        reading: "record_of_notification", of: "records", .init("line", .text),
        returning: returned,
        """
        SELECT \(columns) \(ofPartition) AND r.event = 'notified'
            AND split_part(r.detail, E'\\n', 1) = p_line
        """)
    /// The detail of the last change of policy, whose first line is its digest.
    static let lastPolicyChange = StoredFunction(
        reading: "policy_in_force", of: "records", returning: "detail text",
        """
        SELECT substr(r.detail, 1, 71) \(ofPartition) AND r.event = 'policy_changed'
        ORDER BY r.sequence DESC LIMIT 1
        """)
    /// The subjects that have records, found by leaping from one to the next in their index.
    static let subjectsAfter = StoredFunction(
        reading: "subjects_after", of: "records", .init("subject", .text),
        .init("limit", .bigint), returning: "subject text",
        """
        WITH RECURSIVE subjects (subject) AS (
            (SELECT r.subject \(ofPartition) AND r.subject > p_subject
            ORDER BY r.subject LIMIT 1)
            UNION ALL
            SELECT (SELECT r.subject \(ofPartition) AND r.subject > s.subject
                ORDER BY r.subject LIMIT 1)
            FROM subjects s WHERE s.subject IS NOT NULL
        )
        SELECT s.subject FROM subjects s WHERE s.subject IS NOT NULL LIMIT p_limit
        """)

    static let functions = [
        byPosition, last, lastOfSubject, afterSequence, ofSubjectAfter, digestsAfter, notification,
        lastPolicyChange, subjectsAfter,
    ]

    /// What the first line of a policy change's detail says.
    static func policy(_ row: inout AnswerRow) throws -> Digest32 {
        try row.meaning(Detail(text: try row.text())["policy"].flatMap(Digest32.init(hex:)))
    }

    static func subject(_ row: inout AnswerRow) throws -> Subject {
        let text = try row.text()
        return try row.meaning(try? Subject(text: text))
    }
}
