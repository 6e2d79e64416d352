public import OrderLifecycle

/// One entry of the journal, exactly as it is stored and hashed.
///
/// Records are only ever added. `content` tells what the words mean. A copy is one more reference:
/// records are handed from hand to hand on every append.
public struct Record: Hashable, Sendable {
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
    /// Where the order stood, as ``StandingText`` writes it; absent for the journal itself.
    public var before: String? { members.before }
    /// Where the order stands now, if that is elsewhere.
    public var after: String? { members.after }
    /// Where the order stands after it, elsewhere or not; absent for the journal itself.
    public var standing: String? { after ?? before }
    /// What caused it.
    public var cause: Cause { members.cause }
    /// Who asked for it, and through which way in.
    public var caller: Caller { members.caller }
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
        let before: String?
        let after: String?
        let cause: Cause
        let caller: Caller
        let reason: String?
        let rules: RulesVersion?
        let detail: Detail?
        let evidence: String?
        let previous: Digest32
    }

    /// Tells whether all members are the same.
    public static func == (left: Record, right: Record) -> Bool {
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
        event: String, before: String?, after: String?, cause: Cause, caller: Caller,
        reason: String?, rules: RulesVersion?, detail: Detail?, evidence: String?,
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
                before: before,
                after: after,
                cause: cause,
                caller: caller,
                reason: reason,
                rules: rules,
                detail: detail,
                evidence: evidence,
                previous: previous),
            hash: hash)
    }

    /// Creates a record that is being made, and hashes it.
    fileprivate init(_ members: Members) {
        storage = Storage(members, hash: CanonicalEncoding.hash(of: members))
    }
}

/// What a record is about.
public enum Subject: Hashable, Sendable {
    /// An order.
    case order(OutOrderNumber)
    /// The journal itself: the brake, the keys.
    case journal

    /// The number of the order; empty for the journal itself.
    public var text: String {
        switch self {
        case .order(let number): number.text
        case .journal: ""
        }
    }

    /// Creates a subject from its text.
    ///
    /// - Throws: `InvalidValue` if the text is not empty and no out-order number.
    public init(text: String) throws(InvalidValue) {
        self = text.isEmpty ? .journal : .order(try OutOrderNumber(text))
    }
}

/// What caused a record.
public struct Cause: Hashable, Sendable {
    /// The kind of cause.
    public let kind: Kind
    /// Its identifier: an attempt, WeChat's `Request-ID`, a notification.
    public let id: String?

    /// Creates a cause.
    public init(_ kind: Kind, id: String? = nil) {
        self.kind = kind
        self.id = id
    }

    /// The kinds of cause.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Somebody called the engine.
        case call
        /// WeChat was asked.
        case query
        /// The merchant's own code showed what it had fetched.
        case observation
        /// WeChat notified us; this version takes no notifications, and writes none of these.
        case notification
        /// An unresolved attempt was looked into.
        case reconciliation
        /// An existing order was taken over.
        case `import`
    }
}

/// A record before it has its place.
public struct RecordDraft: Hashable, Sendable {
    /// What it is about.
    public let subject: Subject
    /// What happened.
    public let content: RecordContent
    /// What caused it.
    public let cause: Cause
    /// Who asked for it.
    public let caller: Caller
    /// When, by the engine's clock.
    public let at: Timestamp
    /// Why, in the words of who asked.
    public var reason: String?
    /// The version of WeChat's rules that was applied.
    public var rules: RulesVersion?
    /// What it rests on.
    public var evidence: Evidence?
    /// The exact bytes of the request, where the record is an intent.
    public var request: [UInt8]?

    /// Creates a draft.
    public init(
        _ subject: Subject, _ content: RecordContent, cause: Cause, caller: Caller,
        at: Timestamp, reason: String? = nil, rules: RulesVersion? = nil,
        evidence: Evidence? = nil, request: [UInt8]? = nil
    ) {
        self.subject = subject
        self.content = content
        self.cause = cause
        self.caller = caller
        self.at = at
        self.reason = reason
        self.rules = rules
        self.evidence = evidence
        self.request = request
    }

    /// Returns the record that the draft becomes in its place, hashed.
    func record(
        sequence: Int64, revision: Int64, at: Timestamp, before: OrderStanding?,
        after: OrderStanding?, previous: Digest32
    ) -> Record {
        Record(
            Record.Members(
                sequence: sequence, subject: subject, revision: revision, at: at,
                providerAt: evidence?.signedAt, event: content.event,
                before: before.map { StandingText.text($0) },
                after: before == after ? nil : after.map { StandingText.text($0) },
                cause: Cause(cause.kind, id: cause.id.flatMap(Self.present)), caller: caller,
                reason: reason.flatMap(Self.present), rules: rules, detail: content.detail,
                evidence: evidence.map { EvidenceText.text($0) }, previous: previous))
    }

    /// Nothing that is recorded is empty, so that the canonical encoding of two records differs;
    /// and nothing has a zero byte, at which SQLite would cut it, so that the record would no
    /// longer be what its hash says.
    private static func present(_ text: String) -> String? {
        guard text.utf8.contains(0) else { return text.isEmpty ? nil : text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? " " : $0 }))
    }
}

/// Evidence as records write it.
enum EvidenceText {
    static func text(_ evidence: Evidence) -> String {
        Detail([
            "body_sha256": evidence.bodyDigest,
            "request_id": evidence.requestID,
            "signed_by": evidence.signedBy,
            "excerpt": evidence.excerpt,
        ]).text
    }

    /// The digest of the body that a record rests on, if it rests on one.
    static func bodyDigest(in text: String?) -> String? {
        text.flatMap { Detail(text: $0)["body_sha256"] }
    }
}
