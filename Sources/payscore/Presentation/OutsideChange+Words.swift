import OrderJournal
import OrderLifecycle
import StrictJSON

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

    /// What was lost, as members of an object.
    var json: JSONValue {
        switch loss {
        case .nothing: ["lost_fen": .null, "lost_up_to_fen": .null]
        case .exactly(let amount): ["lost_fen": .number(amount.fen), "lost_up_to_fen": .null]
        case .upTo(let amount): ["lost_fen": .null, "lost_up_to_fen": .number(amount?.fen)]
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
