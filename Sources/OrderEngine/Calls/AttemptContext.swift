import OrderJournal
import OrderLifecycle

/// What an attempt is about, as far as the engine needs it to perform the steps.
struct AttemptContext: Sendable {
    let id: AttemptID
    let request: ProviderRequest
    /// Why the request cannot be sent again: no key opens it.
    var unsendable: EngineError?
    /// Where the order stood when the attempt was decided.
    let decidedOn: OrderState
    let provenance: Provenance

    /// Whether the order still stands where the attempt was decided, and nobody has protected it
    /// from this call since.
    func holds(for order: OrderProjection) -> Bool {
        order.state == decidedOn && !(request.call.kind.givesMoneyUp && order.isProtected)
    }
}
