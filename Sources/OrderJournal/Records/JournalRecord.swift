public import OrderLifecycle

/// One entry of the journal, exactly as it is stored and hashed.
///
/// Records are only ever added. `content` tells what the words mean. A copy is one more reference:
/// records are handed from hand to hand on every append.
public struct JournalRecord: Hashable, Sendable {
    /// The position in the journal, from 1, without gaps.
    public var sequence: Int64 { members.sequence }
    /// The order that the record is about, or the journal itself.
    public var subject: Subject { members.subject }
    /// The position among the records of this subject, from 1, without gaps.
    public var revision: Int64 { members.revision }
    /// When it was recorded, by our clock; never earlier than the record before it.
    public var at: Timestamp { members.at }
    /// When WeChat signed what the record rests on, where it did.
    public var providerAt: Timestamp? { members.providerAt }
    /// What happened, as a code.
    public var event: String { members.event }
    /// Where the order stood, as ``StateText`` writes it; absent for the journal itself.
    ///
    /// This is what is hashed; `stateBefore` is what it means.
    public var phaseBefore: String? { members.phaseBefore }
    /// Where the order stands now, if that is elsewhere, as ``StateText`` writes it.
    ///
    /// This is what is hashed; `stateAfter` is what it means.
    public var phaseAfter: String? { members.phaseAfter }
    /// What caused it.
    public var cause: Cause { members.cause }
    /// Who asked for it, and through which way in.
    public var caller: Caller { members.caller }
    /// On which host, and as which user of its system, it was recorded.
    public var origin: ProcessOrigin { members.origin }
    /// Why, in the words of who asked.
    public var reason: String? { members.reason }
    /// The version of WeChat's rules that was applied.
    public var rules: RulesVersion? { members.rules }
    /// What the event says beyond this.
    public var detail: Detail? { members.detail }
    /// What WeChat's answer said, as far as it may be kept.
    public var evidence: String? { members.evidence }
    /// The hash of the subject's record before this one; zero for its first.
    public var previous: Digest32 { members.previous }
    /// The hash of this record; see ``CanonicalEncoding``.
    public var hash: Digest32 { storage.hash }

    /// What is hashed.
    var members: Members { storage.members }

    private let storage: Storage

    private final class Storage: Sendable {
        let members: Members
        let hash: Digest32

        init(_ members: Members, hash: Digest32) {
            self.members = members
            self.hash = hash
        }
    }

    /// What the canonical encoding is made of.
    struct Members: Hashable, Sendable {
        let sequence: Int64
        let subject: Subject
        let revision: Int64
        let at: Timestamp
        let providerAt: Timestamp?
        let event: String
        let phaseBefore: String?
        let phaseAfter: String?
        let cause: Cause
        let caller: Caller
        let origin: ProcessOrigin
        let reason: String?
        let rules: RulesVersion?
        let detail: Detail?
        let evidence: String?
        let previous: Digest32
    }

    /// Tells whether all members are the same.
    public static func == (left: JournalRecord, right: JournalRecord) -> Bool {
        left.storage === right.storage
            || left.hash == right.hash && left.members == right.members
    }

    /// Feeds the hash, which stands for all members.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(hash)
    }

    /// Creates a record as it was stored.
    public init(
        sequence: Int64, subject: Subject, revision: Int64, at: Timestamp, providerAt: Timestamp?,
        event: String, phaseBefore: String?, phaseAfter: String?, cause: Cause, caller: Caller,
        origin: ProcessOrigin, reason: String?, rules: RulesVersion?, detail: Detail?,
        evidence: String?,
        previous: Digest32, hash: Digest32
    ) {
        storage = Storage(
            Members(
                sequence: sequence,
                subject: subject,
                revision: revision,
                at: at,
                providerAt: providerAt,
                event: event,
                phaseBefore: phaseBefore,
                phaseAfter: phaseAfter,
                cause: cause,
                caller: caller,
                origin: origin,
                reason: reason,
                rules: rules,
                detail: detail,
                evidence: evidence,
                previous: previous),
            hash: hash)
    }

    /// Creates a record that is being made, and hashes it.
    init(_ members: Members) {
        storage = Storage(members, hash: CanonicalEncoding.hash(of: members))
    }
}
