import GRDB
import OrderEngine
import OrderLifecycle

/// A record of the journal; GRDB has another type of this name.
typealias Record = OrderEngine.Record

/// The table `payscore_records`.
enum RecordRows {
    static let table = "payscore_records"
    static let columns = """
        sequence, subject, revision, at, provider_at, event, phase_before, phase_after, cause,
        cause_id, actor, channel, reason, rules, detail, evidence, previous, hash
        """

    private static let byPosition =
        "SELECT \(columns) FROM payscore_records WHERE sequence = ?"
    private static let last =
        "SELECT \(columns) FROM payscore_records ORDER BY sequence DESC LIMIT 1"
    private static let lastOfSubject = """
        SELECT \(columns) FROM payscore_records WHERE subject = ? ORDER BY revision DESC LIMIT 1
        """
    private static let lastResumption = """
        SELECT \(columns) FROM payscore_records WHERE subject = '' AND event = 'resumed'
        ORDER BY revision DESC LIMIT 1
        """
    private static let afterSequence = """
        SELECT \(columns) FROM payscore_records WHERE sequence > ? ORDER BY sequence LIMIT ?
        """
    private static let afterRevision = """
        SELECT \(columns) FROM payscore_records WHERE subject = ? AND revision > ?
        ORDER BY revision LIMIT ?
        """
    private static let insertion = """
        INSERT INTO payscore_records (\(columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    static func record(at sequence: Int64, _ db: Database) throws -> Record? {
        try db.first(byPosition, [sequence], of: table, record)
    }

    static func last(_ db: Database) throws -> Record? {
        try db.first(last, [], of: table, record)
    }

    static func last(of subject: Subject, _ db: Database) throws -> Record? {
        try db.first(lastOfSubject, [subject.text], of: table, record)
    }

    /// The last record that says that the journal goes on after a loss.
    static func lastResumption(_ db: Database) throws -> Record? {
        try db.first(lastResumption, [], of: table, record)
    }

    static func records(after sequence: Int64, limit: Int, _ db: Database) throws -> [Record] {
        try db.all(afterSequence, [sequence, max(0, limit)], of: table, record)
    }

    static func records(
        of subject: Subject, after revision: Int64, limit: Int, _ db: Database
    ) throws -> [Record] {
        try db.all(afterRevision, [subject.text, revision, max(0, limit)], of: table, record)
    }

    static func insert(_ record: Record, _ db: Database) throws {
        try db.change(
            insertion,
            [
                record.sequence, record.subject.text, record.revision, record.at.milliseconds,
                record.providerAt?.milliseconds, record.event, record.before, record.after,
                record.cause.kind.rawValue, record.cause.id, record.caller.actor.text,
                record.caller.channel.text, record.reason, record.rules?.rawValue,
                record.detail?.text, record.evidence, record.previous.blob, record.hash.blob,
            ])
    }

    static func record(_ columns: inout Columns) throws -> Record {
        Record(
            sequence: try columns.number(), subject: try subject(&columns),
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

    private static func subject(_ columns: inout Columns) throws -> Subject {
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
    private static func sql(from first: String) -> String {
        """
        WITH RECURSIVE subjects (subject) AS (
            SELECT min(subject) FROM payscore_records WHERE subject \(first) ?
            UNION ALL
            SELECT (SELECT min(subject) FROM payscore_records WHERE subject > subjects.subject)
            FROM subjects WHERE subject IS NOT NULL
        )
        SELECT subject FROM subjects WHERE subject IS NOT NULL LIMIT ?
        """
    }
    private static let fromTheFirst = sql(from: ">=")
    private static let afterOne = sql(from: ">")

    static func subjects(after cursor: Subject?, limit: Int, _ db: Database) throws -> [Subject] {
        try db.all(
            cursor == nil ? fromTheFirst : afterOne, [cursor?.text ?? "", max(0, limit)],
            of: RecordRows.table
        ) { columns in
            let text = try columns.text()
            return try columns.meaning(try? Subject(text: text))
        }
    }
}
