public import OrderLifecycle

/// To whom an order belongs; what was not said is absent.
public struct OrderIdentity: Hashable, Sendable {
    /// WeChat's `mchid`.
    public var merchantID: MerchantID?
    /// WeChat's `appid`.
    public var appID: AppID?
    /// WeChat's `service_id`.
    public var serviceID: ServiceID?
    /// WeChat's `order_id`.
    public var orderID: OrderID?

    /// Creates an identity.
    public init(
        merchantID: MerchantID? = nil, appID: AppID? = nil, serviceID: ServiceID? = nil,
        orderID: OrderID? = nil
    ) {
        self.merchantID = merchantID
        self.appID = appID
        self.serviceID = serviceID
        self.orderID = orderID
    }
}
