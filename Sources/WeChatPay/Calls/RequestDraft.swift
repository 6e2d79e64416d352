import OrderLifecycle

/// A request before it has its bytes.
struct RequestDraft: Hashable, Sendable {
    /// The body.
    let body: StrictJSON
    /// What it asks for.
    var terms = CallTerms()
    /// Why, as it tells the customer.
    var reason: String?
}
