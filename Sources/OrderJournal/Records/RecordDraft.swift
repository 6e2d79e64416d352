public import OrderLifecycle

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
    /// The process that records it.
    public let origin: ProcessOrigin
    /// When, by the engine's clock.
    public let at: Timestamp
    /// Why, in the words of who asked.
    public var reason: String?
    /// The version of WeChat's rules that was applied.
    public var rules: RulesVersion?
    /// What it rests on.
    public var evidence: Evidence?
    /// The request in its envelope, where the record is an intent.
    public var request: [UInt8]?

    /// Creates a draft.
    public init(
        _ subject: Subject, _ content: RecordContent, cause: Cause, caller: Caller,
        origin: ProcessOrigin, at: Timestamp, reason: String? = nil, rules: RulesVersion? = nil,
        evidence: Evidence? = nil, request: [UInt8]? = nil
    ) {
        self.subject = subject
        self.content = content
        self.cause = cause
        self.caller = caller
        self.origin = origin
        self.at = at
        self.reason = reason
        self.rules = rules
        self.evidence = evidence
        self.request = request
    }

    /// Returns the record that the draft becomes in its place, hashed.
    ///
    /// - Parameters:
    ///   - before: Where its subject stands, as records write it.
    ///   - after: Where its subject stands then, if that is elsewhere.
    func record(
        sequence: Int64, revision: Int64, at: Timestamp, before: String?, after: String?,
        previous: Digest32
    ) -> JournalRecord {
        var record = JournalRecord(
            sequence: sequence, subject: subject, revision: revision, at: at,
            providerAt: evidence?.signedAt, event: content.event,
            phaseBefore: before, phaseAfter: after,
            cause: Cause(cause.kind, id: cause.id.flatMap(Self.present)), caller: caller,
            origin: origin, reason: reason.flatMap(Self.present), rules: rules,
            detail: content.detail, evidence: evidence.map { EvidenceText.text($0) },
            previous: previous, hash: .zero)
        record.hash = RecordHash.of(record)
        return record
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
