public import OrderLifecycle

/// A call whose bytes are fixed.
public struct ProviderRequest: Hashable, Sendable {
    /// The call, as its bytes say it.
    public let call: OrderCall
    /// The order that it speaks of.
    public let order: OutOrderNumber
    /// What is sent, byte for byte.
    public let message: RequestMessage
    /// Why, as the body tells the customer; `nil` where it does not.
    public let reason: String?
    /// WeChat's number of the order, where the journal knows it; no part of the bytes, but what an
    /// answer must name to be about this order.
    public private(set) var orderID: OrderID?

    /// The HTTP method.
    public var method: String { message.method }
    /// The path with its query, as it is signed and sent.
    public var path: String { message.path }
    /// The body, byte for byte.
    public var body: [UInt8] { message.body }

    /// Creates a request.
    ///
    /// - Parameters:
    ///   - call: The call, as its bytes say it.
    ///   - order: The order that it speaks of.
    ///   - message: What is sent.
    ///   - reason: Why, as the body tells the customer.
    ///   - orderID: WeChat's number of the order.
    public init(
        call: OrderCall, order: OutOrderNumber, message: RequestMessage, reason: String? = nil,
        orderID: OrderID? = nil
    ) {
        self.call = call
        self.order = order
        self.message = message
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
