public import OrderLifecycle

/// A call whose bytes are fixed.
public struct ProviderRequest: Hashable, Sendable {
    /// The call, as its bytes say it.
    public let call: OrderCall
    /// The order that it speaks of.
    public let order: OutOrderNumber
    /// The body, byte for byte.
    public let body: [UInt8]
    /// Why, as the body tells the customer; `nil` where it does not.
    public let reason: String?
    /// WeChat's number of the order, where the journal knows it; no part of the bytes, but what an
    /// answer must name to be about this order.
    public private(set) var orderID: OrderID?

    /// Creates a request.
    public init(
        call: OrderCall, order: OutOrderNumber, body: [UInt8], reason: String? = nil,
        orderID: OrderID? = nil
    ) {
        self.call = call
        self.order = order
        self.body = body
        self.reason = reason
        self.orderID = orderID
    }

    /// Returns the same request, of an order that WeChat knows by this number.
    public func known(as orderID: OrderID?) -> ProviderRequest {
        var request = self
        request.orderID = orderID
        return request
    }
}
