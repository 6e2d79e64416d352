import JournalStorage
import OrderJournal
import OrderLifecycle

/// The table `payscore_records`.
enum RecordRows {
    static let table = "payscore_records"
    /// Of which table each column is: another has a subject and an actor too.
    static let columns = RecordRow.columns.map { "\(table).\($0)" }.joined(separator: ", ")

    private static let byPosition = StatementText(
        "SELECT \(columns) FROM payscore_records WHERE sequence = ?")
    private static let last = StatementText(
        "SELECT \(columns) FROM payscore_records ORDER BY sequence DESC LIMIT 1")
    private static let end = StatementText(
        "SELECT sequence, at FROM payscore_records ORDER BY sequence DESC LIMIT 1")
    private static let lastOfSubject = StatementText(
        """
        SELECT \(columns) FROM payscore_records WHERE subject = ? ORDER BY revision DESC LIMIT 1
        """)
    private static let lastResumption = StatementText(
        """
        SELECT \(columns) FROM payscore_records WHERE subject = 'journal' AND event = 'resumed'
        ORDER BY revision DESC LIMIT 1
        """)
    /// The first line of the last change of policy, which is its digest.
    ///
    /// Left to itself, SQLite would walk through all records from the last on.
    private static let lastPolicyChange = StatementText(
        """
        SELECT substr(detail, 1, 71) FROM payscore_records INDEXED BY payscore_policy_changes
        WHERE event = 'policy_changed' ORDER BY sequence DESC LIMIT 1
        """)
    private static let notification = StatementText(
        """
        SELECT \(columns) FROM payscore_records INDEXED BY payscore_notifications
        WHERE event = 'notified' AND \(JournalTable.firstLine) = ?
        """)
    private static let afterSequence = StatementText(
        """
        SELECT \(columns) FROM payscore_records WHERE sequence > ? ORDER BY sequence LIMIT ?
        """)
    private static let afterRevision = StatementText(
        """
        SELECT \(columns) FROM payscore_records WHERE subject = ? AND revision > ?
        ORDER BY revision LIMIT ?
        """)
    private static let digestsAfterSequence = StatementText(
        """
        SELECT previous, \(RecordRow.members.joined(separator: ", ")), hash
        FROM payscore_records WHERE sequence > ? ORDER BY sequence LIMIT ?
        """)
    private static let insertion = StatementText(
        """
        INSERT INTO payscore_records (\(RecordRow.columns.joined(separator: ", ")))
        VALUES (\(RecordRow.columns.map { _ in "?" }.joined(separator: ", ")))
        """)

    static func record(at sequence: Int64, _ statements: Statements) throws -> JournalRecord? {
        try statements.first(
            byPosition, of: table, with: { $0.add(sequence) }, reading: RecordRow.read)
    }

    static func last(_ statements: Statements) throws -> JournalRecord? {
        try statements.first(last, of: table, reading: RecordRow.read)
    }

    static func end(_ statements: Statements) throws -> JournalEnd? {
        try statements.first(end, of: table) { columns in
            JournalEnd(sequence: try columns.number(), at: try columns.time())
        }
    }

    static func last(of subject: Subject, _ statements: Statements) throws -> JournalRecord? {
        try statements.first(
            lastOfSubject, of: table, with: { $0.add(subject.text) }, reading: RecordRow.read)
    }

    /// The last record that says that the journal goes on after a loss.
    static func lastResumption(_ statements: Statements) throws -> JournalRecord? {
        try statements.first(lastResumption, of: table, reading: RecordRow.read)
    }

    /// The policy that the last change of policy names.
    static func policyInForce(_ statements: Statements) throws -> Digest32? {
        try statements.first(lastPolicyChange, of: table) { columns in
            let digest = Detail(text: try columns.text())["policy"].flatMap(Digest32.init(hex:))
            return try columns.meaning(digest)
        }
    }

    static func notification(
        _ id: NotificationID, _ statements: Statements
    ) throws -> JournalRecord? {
        let line = "\(NotificationDetails.idLine)=\(id)"
        return try statements.first(
            notification, of: table, with: { $0.add(line) }, reading: RecordRow.read)
    }

    static func records(after sequence: Int64, limit: Int, _ statements: Statements) throws
        -> [JournalRecord]
    {
        try statements.all(
            afterSequence, of: table,
            with: { row in
                row.add(sequence)
                row.add(max(0, limit))
            }, reading: RecordRow.read)
    }

    static func records(
        of subject: Subject, after revision: Int64, limit: Int, _ statements: Statements
    ) throws -> [JournalRecord] {
        var last = revision
        return try statements.all(
            afterRevision, of: table,
            with: { row in
                row.add(subject.text)
                row.add(revision)
                row.add(max(0, limit))
            },
            reading: { columns in
                let record = try RecordRow.read(&columns)
                // The pages of a damaged index may lead back to where they began, and whoever
                // asks for page after page would never come to an end.
                guard record.revision > last else {
                    throw JournalError(
                        .corrupt,
                        "\(table): the records after revision \(last) of \(subject.text) are out "
                            + "of order; verify the journal, and restore a copy")
                }
                last = record.revision
                return record
            })
    }

    /// The digests of records, made of the very bytes that are stored.
    static func digests(
        after sequence: Int64, limit: Int, _ statements: Statements
    ) throws -> [RecordDigest] {
        try statements.all(
            digestsAfterSequence, of: table,
            with: { row in
                row.add(sequence)
                row.add(max(0, limit))
            },
            reading: { columns in
                try RecordRow.readDigest(&columns) { try record(at: $0, statements) }
            })
    }

    static func insert(_ record: JournalRecord, _ statements: Statements) throws {
        try statements.change(insertion) { RecordRow.write(record, to: &$0) }
    }
}
