public import OrderJournal

/// A page of the journal's records, for whoever follows it.
public struct RecordPageJSON: AnswerForm {
    /// The records of the page, the oldest first.
    public let records: [RecordJSON]
    /// The position after which to read on, also once there are more; absent before the first
    /// record.
    public let next: String?

    private enum CodingKeys: String, CodingKey {
        case records
        case next
    }

    /// Takes a page.
    ///
    /// - Parameters:
    ///   - records: The records of the page, in order.
    ///   - position: The position after which the page was read.
    public init(_ records: [JournalRecord], after position: EventPosition? = nil) {
        self.records = records.map { RecordJSON($0) }
        next = (records.last?.position ?? position)?.description
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(records, forKey: .records)
        try members.encode(next, forKey: .next)
    }
}
