import OrderEngine
import OrderEngineJSON
import OrderJournal

/// A page of an order's records.
struct HistoryPageJSON: AnswerForm {
    /// The records, the oldest first.
    let records: [RecordJSON]
    /// The cursor of the next page; absent on the last one.
    let next: String?

    init(_ page: Page<JournalRecord, Int64>) {
        records = page.elements.map { RecordJSON($0) }
        next = page.next.map(String.init)
    }

    /// Writes every member, `null` where there is no value.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(records, forKey: .records)
        try members.encode(next, forKey: .next)
    }

    private enum CodingKeys: String, CodingKey {
        case records
        case next
    }
}
