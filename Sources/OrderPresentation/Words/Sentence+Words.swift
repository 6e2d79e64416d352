package import OrderLifecycle

extension Sentence {
    /// What it says, in the person's language.
    package var words: String { told(english, zh: chinese) }
}
