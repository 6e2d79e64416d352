/// What becomes of an order that is completed with a total of 0; no page says.
public enum ZeroAmountCompletion: String, Sendable, CaseIterable {
    /// The order is `DONE` at once and nothing is to be collected.
    case doneAtOnce = "done_at_once"
    /// The order waits, `DOING` and `MCH_COMPLETE`, for a payment of nothing.
    case awaitsPayment = "awaits_payment"
}
