public import OrderLifecycle
import StrictJSON

/// What an order comes to, as `Engine.complete` takes it.
///
/// What is wrong with it is told when the call is made, all at once.
public struct CompleteOrderRequest: Hashable, Sendable {
    /// What is charged for, in place of what was said when the order was created.
    public var items: [OrderItem]
    /// What is taken off, in place of what was said when the order was created.
    public var discounts: [OrderDiscount] = []
    /// What is collected in all: the items less the discounts, stated once more.
    public var total: Amount
    /// When the service ended; needed where the order was created without its end.
    public var timeRange: ServiceTimeRange?
    /// Where the service ended.
    public var location: ServiceLocation?
    /// The device that was used.
    public var device: ServiceDevice?
    /// Whether what is collected is shared with others.
    public var sharesProfit: Bool?
    /// The mark by which WeChat's coupons find the order.
    public var goodsTag: String?

    /// Creates a request; what is not needed is set afterwards.
    ///
    /// - Parameters:
    ///   - items: What is charged for.
    ///   - total: What is collected in all.
    public init(items: [OrderItem], total: Amount) {
        self.items = items
        self.total = total
    }

    /// The body in WeChat's own field names.
    public var json: [UInt8] {
        JSONValue.object(ofPresent: [
            ("post_payments", .array(items.map(\.form))),
            ("post_discounts", JSONValue.list(discounts.map(\.form))),
            ("total_amount", .number(total.fen)), ("time_range", timeRange?.form),
            ("location", location?.form), ("device", device?.form),
            ("profit_sharing", sharesProfit.map(JSONValue.bool)),
            ("goods_tag", goodsTag.map(JSONValue.string)),
        ]).canonical
    }
}
