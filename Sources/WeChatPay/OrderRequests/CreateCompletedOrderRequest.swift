public import OrderEngine
public import OrderLifecycle
import StrictJSON

/// A new order that is completed already, as `Engine.createCompleted` takes it.
///
/// What is wrong with it is told when the call is made, all at once.
public struct CreateCompletedOrderRequest: Hashable, Sendable {
    /// The merchant's number of the order.
    public var order: OutOrderNumber
    /// The customer, who authorized the service.
    public var openID: OpenID
    /// What the customer is told of the service; at most 20 characters.
    public var introduction: String
    /// From when to when the service was used; both are needed.
    public var timeRange: ServiceTimeRange
    /// What is charged for.
    public var items: [OrderItem]
    /// What is taken off.
    public var discounts: [OrderDiscount] = []
    /// What is collected in all: the items less the discounts, stated once more.
    public var total: Amount
    /// Where WeChat sends its notifications; needed where something is collected.
    public var notifyURL: String?
    /// Where the service was used.
    public var location: ServiceLocation?
    /// Whether what is collected is shared with others.
    public var sharesProfit: Bool?
    /// The mark by which WeChat's coupons find the order.
    public var goodsTag: String?
    /// What WeChat gives back with every answer; URL-encode it.
    public var attachment: String?

    /// Creates a request; what is not needed is set afterwards.
    ///
    /// - Parameters:
    ///   - order: The merchant's number of the order.
    ///   - openID: The customer.
    ///   - introduction: What the customer is told of the service.
    ///   - timeRange: From when to when the service was used.
    ///   - items: What is charged for.
    ///   - total: What is collected in all.
    public init(
        _ order: OutOrderNumber, openID: OpenID, introduction: String,
        timeRange: ServiceTimeRange, items: [OrderItem], total: Amount
    ) {
        self.order = order
        self.openID = openID
        self.introduction = introduction
        self.timeRange = timeRange
        self.items = items
        self.total = total
    }

    /// The body in WeChat's own field names.
    public var json: [UInt8] {
        JSONValue.object(ofPresent: [
            ("out_order_no", .string(order.text)), ("openid", .string(openID.text)),
            ("service_introduction", .string(introduction)), ("time_range", timeRange.form),
            ("post_payments", .array(items.map(\.form))),
            ("post_discounts", JSONValue.list(discounts.map(\.form))),
            ("total_amount", .number(total.fen)), ("notify_url", notifyURL.map(JSONValue.string)),
            ("location", location?.form), ("profit_sharing", sharesProfit.map(JSONValue.bool)),
            ("goods_tag", goodsTag.map(JSONValue.string)),
            ("attach", attachment.map(JSONValue.string)),
        ]).canonical
    }
}
