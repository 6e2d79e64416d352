public import OrderLifecycle
import StrictJSON

/// What is charged for: an entry of WeChat's `post_payments`.
public struct OrderItem: Hashable, Sendable {
    /// What it is called; at most 20 characters.
    public var name: String?
    /// How much is charged for it in all; zero charges nothing.
    public var amount: Amount?
    /// More about it; at most 30 characters.
    public var details: String?
    /// How often, 1 to 100; no part of the sum.
    public var count: Int?

    /// Creates an item.
    ///
    /// - Parameters:
    ///   - name: What it is called.
    ///   - amount: How much it is in all, if it is to be said.
    ///   - details: More about it, if there is more.
    ///   - count: How often, if it is to be said.
    public init(
        _ name: String?, _ amount: Amount? = nil, details: String? = nil, count: Int? = nil
    ) {
        self.name = name
        self.amount = amount
        self.details = details
        self.count = count
    }

    var form: JSONValue { .charge(name, amount, details: details, count: count) }
}
