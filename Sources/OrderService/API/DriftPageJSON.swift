import OrderEngine
import OrderEngineJSON

/// A page of what was found elsewhere than the journal knew.
struct DriftPageJSON: AnswerForm {
    /// What was found, the oldest first.
    let entries: [DriftEntryJSON]
    /// The cursor of the next page; absent on the last one.
    let next: String?

    init(_ page: Page<DriftEntry, Int64>) {
        entries = page.elements.map { DriftEntryJSON($0) }
        next = page.next.map(String.init)
    }

    /// Writes every member, `null` where there is no value.
    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(entries, forKey: .entries)
        try members.encode(next, forKey: .next)
    }

    private enum CodingKeys: String, CodingKey {
        case entries
        case next
    }
}
