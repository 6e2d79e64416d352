/// What a cancel of an order that is already cancelled meets; WeChat documents both.
public enum RepeatedCancel: String, Sendable, CaseIterable {
    /// Identical parameters, reason included, are answered as the first time; others with
    /// `ORDER_CANCELED`.
    case reentered
    /// Every repeat is answered with `ORDER_CANCELED`.
    case orderCanceled = "order_canceled"
}
