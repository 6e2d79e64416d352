import OrderEngine
import OrderLifecycle

/// A record of the journal; GRDB has another type of this name.
typealias Record = OrderEngine.Record

/// The table `payscore_records`.
enum RecordRows {
    static let table = "payscore_records"
    /// The members in the order of the canonical encoding: five of them, and those that are texts.
    private static let members = """
        sequence, subject, revision, at, provider_at, event, phase_before, phase_after, cause,
        cause_id, actor, channel, reason, rules, detail, evidence
        """
    private static let textMemberCount = 11
    static let columns = "\(members), previous, hash"

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
        SELECT \(columns) FROM payscore_records WHERE subject = '' AND event = 'resumed'
        ORDER BY revision DESC LIMIT 1
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
        SELECT previous, \(members), hash FROM payscore_records WHERE sequence > ?
        ORDER BY sequence LIMIT ?
        """)
    private static let bySubject = StatementText(
        """
        SELECT \(columns) FROM payscore_records WHERE (subject, revision) > (?, ?)
        ORDER BY subject, revision LIMIT ?
        """)
    private static let insertion = StatementText(
        """
        INSERT INTO payscore_records (\(columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)

    static func record(at sequence: Int64, _ statements: Statements) throws -> Record? {
        try statements.first(byPosition, of: table, with: { $0.add(sequence) }, reading: record)
    }

    static func last(_ statements: Statements) throws -> Record? {
        try statements.first(last, of: table, reading: record)
    }

    static func end(_ statements: Statements) throws -> JournalEnd? {
        try statements.first(end, of: table) { columns in
            JournalEnd(sequence: try columns.number(), at: try columns.time())
        }
    }

    static func last(of subject: Subject, _ statements: Statements) throws -> Record? {
        try statements.first(
            lastOfSubject, of: table, with: { $0.add(subject.text) }, reading: record)
    }

    /// The last record that says that the journal goes on after a loss.
    static func lastResumption(_ statements: Statements) throws -> Record? {
        try statements.first(lastResumption, of: table, reading: record)
    }

    static func records(after sequence: Int64, limit: Int, _ statements: Statements) throws
        -> [Record]
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
    ) throws -> [Record] {
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

    static func recordsBySubject(
        after place: RecordPlace?, limit: Int, _ statements: Statements
    ) throws -> [Record] {
        var last: Subject?
        return try statements.all(
            bySubject, of: table,
            with: { row in
                row.add(place?.subject.text ?? "")
                row.add(place?.revision ?? .min)
                row.add(max(0, limit))
            },
            reading: { columns in
                let record = try record(&columns, after: last)
                last = record.subject
                return record
            })
    }

    /// The digests of records, made of the very bytes that are stored.
    static func digests(
        after sequence: Int64, limit: Int, _ statements: Statements
    ) throws -> [RecordDigest] {
        var canonical = CanonicalBytes()
        return try statements.all(
            digestsAfterSequence, of: table,
            with: { row in
                row.add(sequence)
                row.add(max(0, limit))
            },
            reading: { columns in
                try digest(&columns, &canonical, statements)
            })
    }

    static func insert(_ record: Record, _ statements: Statements) throws {
        try statements.change(insertion) { row in
            row.add(record.sequence)
            row.add(record.subject.text)
            row.add(record.revision)
            row.add(record.at.milliseconds)
            row.add(record.providerAt?.milliseconds)
            row.add(record.event)
            row.add(record.before)
            row.add(record.after)
            row.add(record.cause.kind.rawValue)
            row.add(record.cause.id)
            row.add(record.caller.actor.text)
            row.add(record.caller.channel.text)
            row.add(record.reason)
            row.add(record.rules?.rawValue)
            row.add(record.detail?.text)
            row.add(record.evidence)
            row.add(record.previous)
            row.add(record.hash)
        }
    }

    static func record(_ columns: inout Columns) throws -> Record {
        try record(&columns, after: nil)
    }

    /// A record, whose subject is often that of the row before it.
    private static func record(_ columns: inout Columns, after last: Subject?) throws -> Record {
        Record(
            sequence: try columns.number(), subject: try subject(&columns, after: last),
            revision: try columns.number(), at: try columns.time(),
            providerAt: try columns.timeIfAny(), event: try columns.text(),
            before: try columns.textIfAny(), after: try columns.textIfAny(),
            cause: Cause(try columns.word(), id: try columns.textIfAny()),
            caller: try caller(&columns), reason: try columns.textIfAny(),
            rules: try columns.wordIfAny(),
            detail: try columns.textIfAny().map(Detail.init(text:)),
            evidence: try columns.textIfAny(), previous: try columns.digest(),
            hash: try columns.digest())
    }

    /// The members that are texts have their bytes hashed as they are stored.
    private static func digest(
        _ columns: inout Columns, _ canonical: inout CanonicalBytes, _ statements: Statements
    ) throws -> RecordDigest {
        canonical.begin(after: try columns.digest())
        let sequence = try columns.number()
        canonical.add(sequence)
        let isOfJournal = try columns.copyText(to: &canonical) == 0
        canonical.add(try columns.number())
        let at = try columns.time()
        canonical.add(at.milliseconds)
        canonical.add(try columns.numberIfAny())
        for _ in 0..<textMemberCount { try columns.copyText(to: &canonical) }
        return RecordDigest(
            sequence: sequence, at: at, stored: try columns.digest(), computed: canonical.hash,
            announcedKey: isOfJournal ? try announcedKey(at: sequence, statements) : nil)
    }

    private static func announcedKey(
        at sequence: Int64, _ statements: Statements
    ) throws -> String? {
        try record(at: sequence, statements).map { RecordDigest(of: $0) }?.announcedKey
    }

    private static func subject(_ columns: inout Columns, after last: Subject?) throws -> Subject {
        if let last, columns.passes(last.text) { return last }
        let text = try columns.text()
        return try columns.meaning(try? Subject(text: text))
    }

    private static func caller(_ columns: inout Columns) throws -> Caller {
        let actor = try columns.text()
        let name = try columns.meaning(try? ActorName(actor))
        let channel = try columns.text()
        return Caller(actor: name, channel: try columns.meaning(try? Channel(channel)))
    }
}

/// The subjects of the records, found by leaping from one to the next in their index.
enum SubjectRows {
    private static func sql(from first: String) -> StatementText {
        StatementText(
            """
            WITH RECURSIVE subjects (subject) AS (
                SELECT min(subject) FROM payscore_records WHERE subject \(first) ?
                UNION ALL
                SELECT (SELECT min(subject) FROM payscore_records WHERE subject > subjects.subject)
                FROM subjects WHERE subject IS NOT NULL
            )
            SELECT subject FROM subjects WHERE subject IS NOT NULL LIMIT ?
            """)
    }
    private static let fromTheFirst = sql(from: ">=")
    private static let afterOne = sql(from: ">")

    static func subjects(after cursor: Subject?, limit: Int, _ statements: Statements) throws
        -> [Subject]
    {
        try statements.all(
            cursor == nil ? fromTheFirst : afterOne, of: RecordRows.table,
            with: { row in
                row.add(cursor?.text ?? "")
                row.add(max(0, limit))
            },
            reading: { columns in
                let text = try columns.text()
                return try columns.meaning(try? Subject(text: text))
            })
    }
}
