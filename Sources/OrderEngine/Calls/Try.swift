import OrderJournal

/// What a try was made with: it is recorded with the decision, whatever becomes of the try.
struct Try: Hashable, Sendable {
    /// Why, in the words of who asked.
    var reason: String?
    /// What was consented to.
    var consent: TriedConsent?
    /// Whether nothing is to be spent or sent.
    var isDryRun = false
}
