import OrderJournal
import OrderLifecycle

extension OutsideChange {
    /// The change and what was lost by it, in a few words.
    var words: String { "\(kind.rawValue): \(lossInWords)" }

    /// What was lost by it, in a few words.
    var lossInWords: String {
        switch loss {
        case .nothing: "nothing known was lost"
        case .exactly(let amount): "\(amount) lost"
        case .upTo(let amount?): "up to \(amount) lost"
        case .upTo(nil): "an amount that is not known lost"
        }
    }
}

extension JournalRecord {
    /// The change that the record tells and that no call of the journal explains.
    var outsideChange: OutsideChange? {
        guard case .order(.happened(_, _, let outside))? = try? content else { return nil }
        return outside
    }
}
