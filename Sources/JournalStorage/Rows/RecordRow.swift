package import OrderJournal
import OrderLifecycle

/// A record as a row.
package enum RecordRow {
    /// The members in the order of the canonical encoding.
    package static let members = [
        "sequence", "subject", "revision", "at", "provider_at", "event", "phase_before",
        "phase_after", "cause", "cause_id", "actor", "identified_by", "channel", "host",
        "system_user", "reason", "rules", "detail", "evidence",
    ]
    /// All columns: the members, and what chains them.
    package static let columns = members + ["previous", "hash"]

    /// Gives the values of ``columns``.
    package static func write(_ record: JournalRecord, to row: inout some RowWriter) {
        row.add(record.sequence)
        row.add(record.subject.text)
        row.add(record.revision)
        row.add(record.at)
        row.add(record.providerAt)
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

    /// Reads the values of ``columns``.
    package static func read(
        _ row: inout some RowReader
    ) throws(JournalError) -> JournalRecord {
        JournalRecord(
            sequence: try row.number(), subject: try row.subject(), revision: try row.number(),
            at: try row.time(), providerAt: try row.timeIfAny(), event: try row.text(),
            phaseBefore: try row.memberIfAny(), phaseAfter: try row.memberIfAny(),
            cause: Cause(try row.word(), id: try row.memberIfAny()),
            caller: try row.caller(), origin: try row.origin(), reason: try row.memberIfAny(),
            rules: try row.wordIfAny(),
            detail: try row.memberIfAny().map(Detail.init(text:)),
            evidence: try row.memberIfAny(), previous: try row.digest(), hash: try row.digest())
    }

    /// Reads what was before a record, its ``members`` and its hash, and computes the hash again.
    ///
    /// Texts are hashed as they are stored: read as a `String`, bytes that are not UTF-8 would be
    /// replaced, and the alteration might not show in the hash.
    ///
    /// - Parameter record: Reads a record again, as a whole; asked for those of the journal itself.
    package static func readDigest(
        _ row: inout some RowReader, record: (Int64) throws -> JournalRecord?
    ) throws -> RecordDigest {
        let previous = try row.digest()
        let sequence = try row.number()
        let subject = try row.memberBytesIfAny()
        let revision = try row.number()
        let at = try row.time()
        let providerAt = try row.timeIfAny()
        func digits(_ number: Int64?) -> [UInt8]? { number.map { Array(String($0).utf8) } }
        var members = [
            digits(sequence), subject, digits(revision), digits(at.milliseconds),
            digits(providerAt?.milliseconds),
        ]
        while members.count < Self.members.count { members.append(try row.memberBytesIfAny()) }
        let isOfJournal = subject.map { $0.elementsEqual(Subject.journal.text.utf8) } ?? false
        return RecordDigest(
            sequence: sequence, at: at, stored: try row.digest(),
            computed: RecordHash.of(members, after: previous),
            journalFact: isOfJournal
                ? try record(sequence).flatMap { RecordDigest(of: $0).journalFact } : nil)
    }
}

extension RowReader {
    fileprivate mutating func subject() throws(JournalError) -> Subject {
        let text = try text()
        return try meaning(try? Subject(text: text))
    }

    fileprivate mutating func caller() throws(JournalError) -> Caller {
        let actor = try text()
        let identification = try text()
        let channel = try text()
        return Caller(
            actor: try meaning(try? ActorName(actor)),
            channel: try meaning(try? CallerChannel(channel)),
            identification: try meaning(try? ActorIdentification(text: identification)))
    }

    fileprivate mutating func origin() throws(JournalError) -> ProcessOrigin {
        let host = try text()
        let systemUser = try text()
        let origin = ProcessOrigin(host: host, systemUser: systemUser)
        // What stands in a row must be what was hashed.
        return try meaning(
            origin.host == host && origin.systemUser == systemUser ? origin : nil)
    }
}
