import OrderLifecycle
import StrictJSON

/// A request before it has its bytes.
struct RequestDraft: Hashable, Sendable {
    /// The body.
    let body: JSONValue
    /// What it asks for.
    var terms = CallTerms()
    /// Why, as it tells the customer.
    var reason: String?
}
