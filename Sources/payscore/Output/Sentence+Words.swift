import OrderLifecycle

extension Sentence {
    /// What it says, in the person's language.
    var words: String { told(english, zh: chinese) }
}
