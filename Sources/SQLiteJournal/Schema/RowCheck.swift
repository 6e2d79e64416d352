import Foundation
import GRDB
import OrderJournal

/// Looks for rows of evidence that no record accounts for, and for those that must be there.
///
/// The replay of a verification goes from the records to the rows, and so finds every row that is
/// missing or says something else. This goes the other way. Each
/// query runs through a table once, whatever its size, and gives only what it finds.
struct RowCheck {
    let db: Database
    let limit: Int

    /// A permit belongs to the record that issued it under this digest, and to the intent that
    /// spent it.
    ///
    /// One record names one digest, so no two rows can have the same.
    private static let permits = """
        SELECT CAST('permit ' || lower(hex(permit.digest)) || ' is not one that record '
            || permit.issued || ' issued' || coalesce(', and attempt ' || spent_by || ' spent', '')
            AS BLOB)
        FROM payscore_permits AS permit
        LEFT JOIN payscore_records AS issue ON issue.sequence = permit.issued
        LEFT JOIN payscore_attempts AS attempt ON attempt.id = permit.spent_by
        LEFT JOIN payscore_records AS intent ON intent.sequence = attempt.sequence
        WHERE \(isAbsent("permit_issued", in: "issue", naming: "'permit=' || lower(hex(digest))"))
            OR permit.spent_by IS NOT NULL
            AND \(isAbsent("intended", in: "intent", naming: "'permit=' || lower(hex(digest))"))
        LIMIT ?
        """
    /// An attempt belongs to the record of its intent.
    private static let attempts = """
        SELECT CAST('attempt ' || attempt.id || ' is not one that record ' || attempt.sequence
            || ' intended' AS BLOB)
        FROM payscore_attempts AS attempt LEFT JOIN payscore_records AS intent USING (sequence)
        WHERE \(isAbsent("intended", in: "intent", naming: "'attempt=' || attempt.id"))
        LIMIT ?
        """

    /// A requested call belongs to the record of its request.
    private static let approvals = """
        SELECT CAST(approval.id || ' is not one that record ' || approval.sequence
            || ' requested' AS BLOB)
        FROM payscore_approvals AS approval LEFT JOIN payscore_records AS request USING (sequence)
        WHERE \(isAbsent("approval_requested", in: "request", naming: "'approval=' || approval.id"))
            OR approval.subject IS NOT request.subject
        LIMIT ?
        """

    /// An order belongs to its records.
    ///
    /// A verification by order passes over a row that it cannot read, and over those behind it.
    private static let orders = """
        SELECT CAST('order ' || quote(number) || ' has no records' AS BLOB)
        FROM payscore_orders
        WHERE NOT EXISTS (SELECT 1 FROM payscore_records WHERE subject = 'order:' || number)
        LIMIT ?
        """
    /// An authorization belongs to its records.
    private static let authorizations = """
        SELECT CAST('authorization ' || quote(code) || ' has no records' AS BLOB)
        FROM payscore_authorizations
        WHERE NOT EXISTS (
            SELECT 1 FROM payscore_records WHERE subject = 'authorization:' || code)
        LIMIT ?
        """
    /// Records and checkpoints are read from the first place on.
    private static let misplaced = """
        SELECT CAST('record ' || sequence || ' lies before the first place' AS BLOB)
        FROM payscore_records WHERE sequence < 1 OR revision < 1
        UNION ALL
        SELECT CAST('checkpoint ' || position || ' lies before the first place' AS BLOB)
        FROM payscore_checkpoints WHERE position < 1
        LIMIT ?
        """

    /// Whether a record of an event is missing, or has no such line in its detail.
    private static func isAbsent(_ event: String, in record: String, naming line: String) -> String
    {
        """
        (\(record).event = '\(event)' AND instr(
            char(10) || \(record).detail || char(10), char(10) || \(line) || char(10)) > 0
        ) IS NOT TRUE
        """
    }

    /// Says what is not accounted for, up to the limit.
    func problems() throws -> [String] {
        var problems: [String] = []
        for table in [JournalTable.schema, .velocityLimit, .head] {
            // The one row, which is read by its id, and no other.
            let found = try Int64.fetchAll(db, sql: "SELECT id FROM \(table.name) LIMIT 3")
            let isLeftOut = try table.name == JournalTable.head.name && !ownsFile()
            let expected: [Int64] = isLeftOut ? [] : [1]
            if found != expected {
                problems.append("\(table.name) has the rows \(found), not \(expected)")
            }
        }
        let queries = [
            Self.permits, Self.attempts, Self.approvals, Self.orders, Self.authorizations,
            Self.misplaced,
        ]
        for query in queries {
            // As bytes: what stands in a row may be no text, or nothing, and is told all the same.
            let found = try Data?.fetchAll(db, sql: query, arguments: [max(0, limit)])
            problems += found.map { row in
                row.map { String(decoding: $0, as: UTF8.self) } ?? "a row lacks what names it"
            }
        }
        return Array(problems.prefix(max(0, limit)))
    }

    /// Whether the file is the journal's alone, so that it has a head file.
    private func ownsFile() throws -> Bool {
        let found = try Int.fetchOne(db, sql: "PRAGMA application_id")
        return found == Int(ConnectionSettings.applicationID)
    }
}

extension SQLiteJournalReader {
    func unexplainedRows(limit: Int) throws -> [String] {
        try RowCheck(db: statements.db, limit: limit).problems()
    }
}
