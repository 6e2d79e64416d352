public import OrderLifecycle
import StrictJSON

/// What an order comes to after all, as `Engine.modify` takes it.
///
/// What is wrong with it is told when the call is made, all at once.
public struct ModifyOrderRequest: Hashable, Sendable {
    /// What is charged for, in place of what was said before.
    public var items: [OrderItem]
    /// What is taken off, in place of what was said before.
    public var discounts: [OrderDiscount] = []
    /// What is collected in all: the items less the discounts, stated once more.
    public var total: Amount
    /// Why, as WeChat tells the customer; as long as the settings permit.
    public var reason: String
    /// The device that was used.
    public var device: ServiceDevice?

    /// Creates a request; what is not needed is set afterwards.
    ///
    /// - Parameters:
    ///   - items: What is charged for.
    ///   - total: What is collected in all.
    ///   - reason: Why, as WeChat tells the customer.
    public init(items: [OrderItem], total: Amount, reason: String) {
        self.items = items
        self.total = total
        self.reason = reason
    }

    /// The body in WeChat's own field names.
    public var json: [UInt8] {
        JSONValue.object(ofPresent: [
            ("post_payments", .array(items.map(\.form))),
            ("post_discounts", JSONValue.list(discounts.map(\.form))),
            ("total_amount", .number(total.fen)), ("reason", .string(reason)),
            ("device", device?.form),
        ]).canonical
    }
}
