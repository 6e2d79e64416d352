import OrderLifecycle

/// What the journal knows at the last look before a request is sent.
struct KnownBeforeSending: Sendable {
    /// Whether that on which the call was decided still stands.
    let stateHolds: Bool
    /// WeChat's number of the order, where the call is about one and it is known.
    var orderID: OrderID?
}
