public import OrderJournal
public import OrderLifecycle

/// One time that an order was found elsewhere than the journal knew: a notification was lost, or
/// somebody changed the order outside of this engine.
public struct DriftEntry: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// The record of what was found, with who asked and when.
    public let record: JournalRecord
    /// When the order had last been seen, so that it changed since; `nil` if it was never seen.
    public let since: Timestamp?
    /// The change that no call of the journal explains, if the record tells one.
    public let outside: OutsideChange?
    /// The code of the alarm that the record raised, if it raised one.
    public let alarm: String?
    /// The record by which a person has seen to the alarm.
    public let acknowledgement: JournalRecord?
    /// What people said of the record, the oldest note first.
    public let notes: [RecordNote]
}
