import OrderJournal
import OrderLifecycle

extension IntentDetails {
    /// The call on an order; no other is simulated.
    var orderCall: OrderCall {
        guard let order = call.order else { fatalError("an intent of \(call)") }
        return order
    }
}
