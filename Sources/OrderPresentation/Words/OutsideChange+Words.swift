package import OrderJournal
package import OrderLifecycle

extension OutsideChange {
    /// The change and what was lost by it, in a few words.
    package var words: String { "\(kind.word)\(told(": ", zh: "："))\(lossInWords)" }

    /// What was lost by it, in a few words.
    package var lossInWords: String {
        switch loss {
        case .nothing: told("nothing known was lost", zh: "未见损失")
        case .exactly(let amount): told("\(amount) lost", zh: "损失 \(amount)")
        case .upTo(let amount?): told("up to \(amount) lost", zh: "最多损失 \(amount)")
        case .upTo(nil): told("an amount that is not known lost", zh: "损失金额不明")
        }
    }
}

extension OutsideChange.Kind {
    /// The change for a person: its code, and beside it the Chinese word.
    package var word: String {
        switch self {
        case .revoked: told(rawValue, zh: "在别处被取消 \(rawValue)")
        case .completed: told(rawValue, zh: "在别处被完结 \(rawValue)")
        case .reduced: told(rawValue, zh: "在别处被调低金额 \(rawValue)")
        case .reportedPaid: told(rawValue, zh: "在别处被登记为已付 \(rawValue)")
        }
    }
}

extension JournalRecord {
    /// The change that the record tells and that no call of the journal explains.
    package var outsideChange: OutsideChange? {
        guard case .order(.happened(_, _, let outside))? = try? content else { return nil }
        return outside
    }
}
