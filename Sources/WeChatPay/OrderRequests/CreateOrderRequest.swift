public import OrderEngine
public import OrderLifecycle
import StrictJSON

/// A new order, as `Engine.create` takes it.
///
/// What is wrong with it is told when the call is made, all at once: the same rules hold as for
/// JSON that a merchant wrote.
public struct CreateOrderRequest: Hashable, Sendable {
    /// The merchant's number of the order.
    public var order: OutOrderNumber
    /// What the customer is told of the service; at most 20 characters.
    public var introduction: String
    /// From when to when the service is used; the start is needed.
    public var timeRange: ServiceTimeRange
    /// What secures the order.
    public var riskFund: RiskFund
    /// Where WeChat sends its notifications: an https:// address without a query string.
    public var notifyURL: String
    /// Whether the customer confirms the order.
    public var mode = OrderMode.confirm
    /// The customer; needed where none confirms.
    public var openID: OpenID?
    /// What will be charged for, as far as it is known.
    public var items: [OrderItem] = []
    /// What will be taken off, as far as it is known.
    public var discounts: [OrderDiscount] = []
    /// Where the service is used.
    public var location: ServiceLocation?
    /// The device that is used.
    public var device: ServiceDevice?
    /// What WeChat gives back with every answer; URL-encode it.
    public var attachment: String?

    /// Creates a request; what is not needed is set afterwards.
    ///
    /// - Parameters:
    ///   - order: The merchant's number of the order.
    ///   - introduction: What the customer is told of the service.
    ///   - timeRange: From when to when the service is used.
    ///   - riskFund: What secures the order.
    ///   - notifyURL: Where WeChat sends its notifications.
    public init(
        _ order: OutOrderNumber, introduction: String, timeRange: ServiceTimeRange,
        riskFund: RiskFund, notifyURL: String
    ) {
        self.order = order
        self.introduction = introduction
        self.timeRange = timeRange
        self.riskFund = riskFund
        self.notifyURL = notifyURL
    }

    /// The body in WeChat's own field names.
    public var json: [UInt8] {
        JSONValue.object(ofPresent: [
            ("out_order_no", .string(order.text)),
            ("service_introduction", .string(introduction)),
            ("time_range", timeRange.form), ("risk_fund", riskFund.form),
            ("notify_url", .string(notifyURL)), ("need_user_confirm", .bool(mode == .confirm)),
            ("openid", (openID?.text).map(JSONValue.string)),
            ("post_payments", JSONValue.list(items.map(\.form))),
            ("post_discounts", JSONValue.list(discounts.map(\.form))),
            ("location", location?.form), ("device", device?.form),
            ("attach", attachment.map(JSONValue.string)),
        ]).canonical
    }
}
