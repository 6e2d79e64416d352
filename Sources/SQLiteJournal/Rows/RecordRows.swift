import OrderJournal
import OrderLifecycle

/// The table `payscore_records`.
enum RecordRows {
    static let table = "payscore_records"
    /// The members in the order of the canonical encoding.
    private static let members = [
        "sequence", "subject", "revision", "at", "provider_at", "event", "phase_before",
        "phase_after", "cause", "cause_id", "actor", "identified_by", "channel", "host",
        "system_user", "reason", "rules", "detail", "evidence",
    ]
    private static let stored = members + ["previous", "hash"]
    /// Of which table each column is: another has a subject and an actor too.
    static let columns = stored.map { "\(table).\($0)" }.joined(separator: ", ")

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
        SELECT previous, \(members.joined(separator: ", ")), hash
        FROM payscore_records WHERE sequence > ? ORDER BY sequence LIMIT ?
        """)
    private static let insertion = StatementText(
        """
        INSERT INTO payscore_records (\(stored.joined(separator: ", ")))
        VALUES (\(stored.map { _ in "?" }.joined(separator: ", ")))
        """)

    static func record(at sequence: Int64, _ statements: Statements) throws -> JournalRecord? {
        try statements.first(byPosition, of: table, with: { $0.add(sequence) }, reading: record)
    }

    static func last(_ statements: Statements) throws -> JournalRecord? {
        try statements.first(last, of: table, reading: record)
    }

    static func end(_ statements: Statements) throws -> JournalEnd? {
        try statements.first(end, of: table) { columns in
            JournalEnd(sequence: try columns.number(), at: try columns.time())
        }
    }

    static func last(of subject: Subject, _ statements: Statements) throws -> JournalRecord? {
        try statements.first(
            lastOfSubject, of: table, with: { $0.add(subject.text) }, reading: record)
    }

    /// The last record that says that the journal goes on after a loss.
    static func lastResumption(_ statements: Statements) throws -> JournalRecord? {
        try statements.first(lastResumption, of: table, reading: record)
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
            notification, of: table, with: { $0.add(line) }, reading: record)
    }

    static func records(after sequence: Int64, limit: Int, _ statements: Statements) throws
        -> [JournalRecord]
    {
        try statements.all(
            afterSequence, of: table,
            with: { row in
                row.add(sequence)
                row.add(max(0, limit))
            }, reading: record)
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
                let record = try record(&columns)
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
                try digest(&columns, statements)
            })
    }

    static func insert(_ record: JournalRecord, _ statements: Statements) throws {
        try statements.change(insertion) { row in
            row.add(record.sequence)
            row.add(record.subject.text)
            row.add(record.revision)
            row.add(record.at.milliseconds)
            row.add(record.providerAt?.milliseconds)
            row.add(record.event)
            row.add(record.phaseBefore)
            row.add(record.phaseAfter)
            row.add(record.cause.kind.rawValue)
            row.add(record.cause.id)
            row.add(record.caller.actor.text)
            row.add(record.caller.identification.text)
            row.add(record.caller.channel.text)
            row.add(record.origin.host)
            row.add(record.origin.systemUser)
            row.add(record.reason)
            row.add(record.rules?.rawValue)
            row.add(record.detail?.text)
            row.add(record.evidence)
            row.add(record.previous)
            row.add(record.hash)
        }
    }

    static func record(_ columns: inout Columns) throws -> JournalRecord {
        JournalRecord(
            sequence: try columns.number(), subject: try columns.subject(),
            revision: try columns.number(), at: try columns.time(),
            providerAt: try columns.timeIfAny(), event: try columns.text(),
            phaseBefore: try columns.memberIfAny(), phaseAfter: try columns.memberIfAny(),
            cause: Cause(try columns.word(), id: try columns.memberIfAny()),
            caller: try columns.caller(), origin: try columns.origin(),
            reason: try columns.memberIfAny(),
            rules: try columns.wordIfAny(),
            detail: try columns.memberIfAny().map(Detail.init(text:)),
            evidence: try columns.memberIfAny(), previous: try columns.digest(),
            hash: try columns.digest())
    }

    /// Texts are hashed as they are stored: read as a `String`, bytes that are not UTF-8 would be
    /// replaced, and the alteration might not show in the hash.
    private static func digest(
        _ columns: inout Columns, _ statements: Statements
    ) throws -> RecordDigest {
        let previous = try columns.digest()
        let sequence = try columns.number()
        let subject = try columns.memberBytesIfAny()
        let revision = try columns.number()
        let at = try columns.time()
        let providerAt = try columns.timeIfAny()
        func digits(_ number: Int64?) -> [UInt8]? { number.map { Array(String($0).utf8) } }
        var members = [
            digits(sequence), subject, digits(revision), digits(at.milliseconds),
            digits(providerAt?.milliseconds),
        ]
        while members.count < Self.members.count { members.append(try columns.memberBytesIfAny()) }
        let isOfJournal = subject.map { $0.elementsEqual(Subject.journal.text.utf8) } ?? false
        return RecordDigest(
            sequence: sequence, at: at, stored: try columns.digest(),
            computed: RecordHash.of(members, after: previous),
            journalFact: isOfJournal ? try journalFact(at: sequence, statements) : nil)
    }

    private static func journalFact(
        at sequence: Int64, _ statements: Statements
    ) throws -> JournalFact? {
        try record(at: sequence, statements).map { RecordDigest(of: $0) }?.journalFact
    }
}

extension Columns {
    fileprivate mutating func subject() throws -> Subject {
        let text = try text()
        return try meaning(try? Subject(text: text))
    }

    fileprivate mutating func caller() throws -> Caller {
        let actor = try text()
        let identification = try text()
        let channel = try text()
        return Caller(
            actor: try meaning(try? ActorName(actor)),
            channel: try meaning(try? CallerChannel(channel)),
            identification: try meaning(try? ActorIdentification(text: identification)))
    }

    fileprivate mutating func origin() throws -> ProcessOrigin {
        let host = try text()
        let systemUser = try text()
        let origin = ProcessOrigin(host: host, systemUser: systemUser)
        // What stands in a row must be what was hashed.
        return try meaning(
            origin.host == host && origin.systemUser == systemUser ? origin : nil)
    }
}
