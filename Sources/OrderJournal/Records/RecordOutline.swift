public import OrderLifecycle

extension JournalRecord: ReplayableRecord {}

/// A record without what it rests on, as a verification reads a million of them.
public struct RecordOutline: ReplayableRecord, Hashable, Sendable {
    /// The position in the journal.
    public let sequence: Int64
    /// What the record is about.
    public let subject: Subject
    /// The position among the records of this subject.
    public let revision: Int64
    /// When it was recorded.
    public let at: Timestamp
    /// What happened, as a code.
    public let event: String
    /// Where the order stood.
    public let phaseBefore: String?
    /// Where the order stands now, if that is elsewhere.
    public let phaseAfter: String?
    /// Who asked for it, and through which way in.
    public let caller: Caller
    /// What the event says beyond this.
    public let detail: Detail?
    /// The hash of the subject's record before this one.
    public let previous: Digest32
    /// The hash of this record.
    public let hash: Digest32

    /// Creates an outline as a journal reads it.
    public init(
        sequence: Int64, subject: Subject, revision: Int64, at: Timestamp, event: String,
        phaseBefore: String?, phaseAfter: String?, caller: Caller, detail: Detail?,
        previous: Digest32,
        hash: Digest32
    ) {
        self.sequence = sequence
        self.subject = subject
        self.revision = revision
        self.at = at
        self.event = event
        self.phaseBefore = phaseBefore
        self.phaseAfter = phaseAfter
        self.caller = caller
        self.detail = detail
        self.previous = previous
        self.hash = hash
    }

    /// Leaves out the rest of a record.
    public init(_ record: JournalRecord) {
        self.init(
            sequence: record.sequence, subject: record.subject, revision: record.revision,
            at: record.at, event: record.event, phaseBefore: record.phaseBefore,
            phaseAfter: record.phaseAfter,
            caller: record.caller, detail: record.detail, previous: record.previous,
            hash: record.hash)
    }
}
