/// A way in which a call gives money up for good; it must be acknowledged.
public enum Hazard: String, Hashable, Sendable, CaseIterable {
    /// A collection is under way and would be abandoned.
    case collectionAbandoned = "collection_abandoned"
    /// Less would be collected.
    case amountLowered = "amount_lowered"
    /// A collection is under way and would be ended, because the merchant says to have received the
    /// money elsewhere.
    case receivedElsewhere = "received_elsewhere"
    /// A part has been paid already, and would stay paid for an order that was cancelled.
    case partlyPaid = "partly_paid"
}
