public import OrderLifecycle

/// One entry of the journal, exactly as it is stored and hashed.
///
/// Records are only ever added. `content` tells what the words mean.
public struct JournalRecord: Hashable, Sendable {
    /// The position in the journal, from 1, without gaps.
    public let sequence: Int64
    /// The order that the record is about, or the journal itself.
    public let subject: Subject
    /// The position among the records of this subject, from 1, without gaps.
    public let revision: Int64
    /// When it was recorded, by our clock; never earlier than the record before it.
    public let at: Timestamp
    /// When WeChat signed what the record rests on, where it did.
    public let providerAt: Timestamp?
    /// What happened, as a code.
    public let event: String
    /// Where the order stood, as ``StateText`` writes it, or the authorization; absent for the
    /// journal itself.
    ///
    /// This is what is hashed; `stateBefore` is what it means.
    public let phaseBefore: String?
    /// Where the order or the authorization stands now, if that is elsewhere.
    ///
    /// This is what is hashed; `stateAfter` is what it means.
    public let phaseAfter: String?
    /// What caused it.
    public let cause: Cause
    /// Who asked for it, and through which way in.
    public let caller: Caller
    /// On which host, and as which user of its system, it was recorded.
    public let origin: ProcessOrigin
    /// Why, in the words of who asked.
    public let reason: String?
    /// The version of WeChat's rules that was applied.
    public let rules: RulesVersion?
    /// What the event says beyond this.
    public let detail: Detail?
    /// What WeChat's answer said, as far as it may be kept.
    public let evidence: String?
    /// The hash of the subject's record before this one; zero for its first.
    public let previous: Digest32
    /// The hash of this record; see ``CanonicalEncoding``.
    public internal(set) var hash: Digest32

    /// Creates a record as it was stored.
    public init(
        sequence: Int64, subject: Subject, revision: Int64, at: Timestamp, providerAt: Timestamp?,
        event: String, phaseBefore: String?, phaseAfter: String?, cause: Cause, caller: Caller,
        origin: ProcessOrigin, reason: String?, rules: RulesVersion?, detail: Detail?,
        evidence: String?, previous: Digest32, hash: Digest32
    ) {
        self.sequence = sequence
        self.subject = subject
        self.revision = revision
        self.at = at
        self.providerAt = providerAt
        self.event = event
        self.phaseBefore = phaseBefore
        self.phaseAfter = phaseAfter
        self.cause = cause
        self.caller = caller
        self.origin = origin
        self.reason = reason
        self.rules = rules
        self.detail = detail
        self.evidence = evidence
        self.previous = previous
        self.hash = hash
    }
}
