public import OrderJournal
import OrderLifecycle

/// One record of the journal: all that is hashed, by its canonical names, with the detail also
/// taken apart.
public struct RecordJSON: AnswerForm {
    /// The position in the journal, from 1.
    public let sequence: Int64
    /// What it is about, such as `order:ORDER-1`.
    public let subject: String
    /// The position among the records of this subject, from 1.
    public let revision: Int64
    /// When it was recorded, in milliseconds since 1970.
    public let at: Int64
    /// When WeChat signed what it rests on, in milliseconds since 1970.
    public let providerAt: Int64?
    /// What happened.
    public let event: String
    /// Where the order stood, as it is hashed.
    public let phaseBefore: String?
    /// Where the order stands now, if that is elsewhere, as it is hashed.
    public let phaseAfter: String?
    /// What caused it.
    public let cause: String
    /// The name of that cause.
    public let causeID: String?
    /// Who asked for it.
    public let actor: String
    /// How it is known that it was this actor.
    public let identifiedBy: String
    /// Through which way in.
    public let channel: String
    /// On which host it was recorded.
    public let host: String
    /// As which user of that host's system.
    public let systemUser: String
    /// Why, in the words of who asked.
    public let reason: String?
    /// The version of WeChat's rules that was applied.
    public let rules: String?
    /// What the event says beyond this, as it is hashed: lines of `name=value`.
    public let detail: String?
    /// What WeChat's answer said, as far as it may be kept.
    public let evidence: String?
    /// Where it stands among all records: opaque, to go on reading after it.
    public let position: String
    /// When it was recorded, as RFC 3339 writes it.
    public let time: String
    /// The actor, where it tells what was seen of the order and not what was done.
    public let noticedBy: String?
    /// The detail taken apart; of a name that stands in it twice, the first value.
    public let details: [String: String]
    /// The hash of the subject's record before this one, in hexadecimal.
    public let previous: String
    /// The hash of this record, in hexadecimal.
    public let hash: String

    private enum CodingKeys: String, CodingKey {
        case sequence
        case subject
        case revision
        case at
        case providerAt = "provider_at"
        case event
        case phaseBefore = "phase_before"
        case phaseAfter = "phase_after"
        case cause
        case causeID = "cause_id"
        case actor
        case identifiedBy = "identified_by"
        case channel
        case host
        case systemUser = "system_user"
        case reason
        case rules
        case detail
        case evidence
        case position
        case time
        case noticedBy = "noticed_by"
        case details
        case previous
        case hash
    }

    /// Takes a record as it is stored.
    public init(_ record: JournalRecord) {
        sequence = record.sequence
        subject = record.subject.text
        revision = record.revision
        at = record.at.milliseconds
        providerAt = record.providerAt?.milliseconds
        event = record.event
        phaseBefore = record.phaseBefore
        phaseAfter = record.phaseAfter
        cause = record.cause.kind.rawValue
        causeID = record.cause.id
        actor = record.caller.actor.text
        identifiedBy = record.caller.identification.text
        channel = record.caller.channel.text
        host = record.origin.host
        systemUser = record.origin.systemUser
        reason = record.reason
        rules = record.rules?.rawValue
        detail = record.detail?.text
        evidence = record.evidence
        position = record.position.description
        time = record.at.description
        noticedBy = record.isNoticed ? record.caller.actor.text : nil
        let pairs = record.detail?.pairs.map { ($0.name, $0.value) } ?? []
        details = Dictionary(pairs) { first, _ in first }
        previous = record.previous.hex
        hash = record.hash.hex
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(sequence, forKey: .sequence)
        try members.encode(subject, forKey: .subject)
        try members.encode(revision, forKey: .revision)
        try members.encode(at, forKey: .at)
        try members.encode(providerAt, forKey: .providerAt)
        try members.encode(event, forKey: .event)
        try members.encode(phaseBefore, forKey: .phaseBefore)
        try members.encode(phaseAfter, forKey: .phaseAfter)
        try members.encode(cause, forKey: .cause)
        try members.encode(causeID, forKey: .causeID)
        try members.encode(actor, forKey: .actor)
        try members.encode(identifiedBy, forKey: .identifiedBy)
        try members.encode(channel, forKey: .channel)
        try members.encode(host, forKey: .host)
        try members.encode(systemUser, forKey: .systemUser)
        try members.encode(reason, forKey: .reason)
        try members.encode(rules, forKey: .rules)
        try members.encode(detail, forKey: .detail)
        try members.encode(evidence, forKey: .evidence)
        try members.encode(position, forKey: .position)
        try members.encode(time, forKey: .time)
        try members.encode(noticedBy, forKey: .noticedBy)
        try members.encode(details, forKey: .details)
        try members.encode(previous, forKey: .previous)
        try members.encode(hash, forKey: .hash)
    }
}
