public import OrderEngine
import OrderJournal
import OrderLifecycle

/// One time that an order was found elsewhere than the journal knew.
public struct DriftEntryJSON: AnswerForm {
    /// The order.
    public let outOrderNo: String
    /// When it had last been seen, as RFC 3339 writes it: it changed since then.
    public let since: String?
    /// The change that no call of the journal explains.
    public let outside: OutsideChangeJSON?
    /// The code of the alarm that was raised.
    public let alarm: String?
    /// Who has seen to the alarm.
    public let acknowledgedBy: String?
    /// When, as RFC 3339 writes it.
    public let acknowledgedAt: String?
    /// What people said of the record, the oldest note first.
    public let notes: [RecordNoteJSON]
    /// The record of what was found.
    public let record: RecordJSON

    private enum CodingKeys: String, CodingKey {
        case outOrderNo = "out_order_no"
        case since
        case outside
        case alarm
        case acknowledgedBy = "acknowledged_by"
        case acknowledgedAt = "acknowledged_at"
        case notes
        case record
    }

    /// Takes an entry.
    public init(_ entry: DriftEntry) {
        outOrderNo = entry.order.text
        since = entry.since?.description
        outside = entry.outside.map { OutsideChangeJSON($0) }
        alarm = entry.alarm
        acknowledgedBy = entry.acknowledgement?.caller.actor.text
        acknowledgedAt = entry.acknowledgement?.at.description
        notes = entry.notes.map { RecordNoteJSON($0) }
        record = RecordJSON(entry.record)
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(outOrderNo, forKey: .outOrderNo)
        try members.encode(since, forKey: .since)
        try members.encode(outside, forKey: .outside)
        try members.encode(alarm, forKey: .alarm)
        try members.encode(acknowledgedBy, forKey: .acknowledgedBy)
        try members.encode(acknowledgedAt, forKey: .acknowledgedAt)
        try members.encode(notes, forKey: .notes)
        try members.encode(record, forKey: .record)
    }
}
