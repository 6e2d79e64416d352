package import OrderLifecycle

extension GivenUpKind {
    /// What becomes of the money, for a person; in Chinese, a kind without a word here stays as it
    /// is stored.
    package var word: String {
        let chinese = ["forgiven": "免除", "received_elsewhere": "已在别处收款"]
        return told(spoken(rawValue), zh: chinese[rawValue] ?? rawValue)
    }
}
