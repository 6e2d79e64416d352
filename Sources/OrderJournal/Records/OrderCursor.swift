public import OrderLifecycle

/// A place in the list of orders by their last change.
public struct OrderCursor: Hashable, Sendable {
    /// When the order was changed last.
    public let updatedAt: Timestamp
    /// The order, among those that were changed in the same millisecond.
    public let order: OutOrderNumber

    /// Creates the place of an order.
    public init(_ order: OrderProjection) {
        self.init(updatedAt: order.updatedAt, order: order.order)
    }

    /// Creates a place that was kept.
    public init(updatedAt: Timestamp, order: OutOrderNumber) {
        self.updatedAt = updatedAt
        self.order = order
    }
}
