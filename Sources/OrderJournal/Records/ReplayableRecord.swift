public import OrderLifecycle

/// What a replay takes of a record: its place, what it says, and its chain.
public protocol ReplayableRecord {
    /// The position in the journal.
    var sequence: Int64 { get }
    /// What the record is about.
    var subject: Subject { get }
    /// The position among the records of this subject.
    var revision: Int64 { get }
    /// When it was recorded.
    var at: Timestamp { get }
    /// What happened, as a code.
    var event: String { get }
    /// Where the order stood.
    var phaseBefore: String? { get }
    /// Where the order stands now, if that is elsewhere.
    var phaseAfter: String? { get }
    /// Who asked for it, and through which way in.
    var caller: Caller { get }
    /// What the event says beyond this.
    var detail: Detail? { get }
    /// The hash of the subject's record before this one.
    var previous: Digest32 { get }
    /// The hash of this record.
    var hash: Digest32 { get }
}
