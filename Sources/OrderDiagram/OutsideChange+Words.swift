package import OrderJournal
package import OrderLifecycle

extension OutsideChange {
    /// The change and what was lost by it, in a few words.
    package func words(in language: DiagramLanguage) -> String {
        word(in: language) + language.told(": ", zh: "：") + lossInWords(in: language)
    }

    /// What was lost by it, in a few words.
    package func lossInWords(in language: DiagramLanguage) -> String {
        switch loss {
        case .nothing: language.told("nothing known was lost", zh: "未见损失")
        case .exactly(let amount): language.told("\(amount) lost", zh: "损失 \(amount)")
        case .upTo(let amount?):
            language.told("up to \(amount) lost", zh: "最多损失 \(amount)")
        case .upTo(nil): language.told("an amount that is not known lost", zh: "损失金额不明")
        }
    }

    /// The change for a person: its code, and beside it the Chinese word.
    private func word(in language: DiagramLanguage) -> String {
        let code = kind.rawValue
        return switch kind {
        case .revoked: language.told(code, zh: "在别处被取消 \(code)")
        case .completed: language.told(code, zh: "在别处被完结 \(code)")
        case .reduced: language.told(code, zh: "在别处被调低金额 \(code)")
        case .reportedPaid: language.told(code, zh: "在别处被登记为已付 \(code)")
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
