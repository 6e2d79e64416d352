package import OrderJournal
package import OrderLifecycle

/// What an order object of WeChat's says: a query answer, a call's answer, or a notification.
package struct ParsedOrder: Hashable, Sendable {
    /// WeChat's `out_order_no`.
    package let order: OutOrderNumber?
    /// Where the order stands.
    package let snapshot: OrderSnapshot
    /// To whom it belongs.
    package let identity: OrderIdentity
    /// WeChat's `package`, which is never recorded.
    package let package: String?
    /// The members that tell the order's state, as compact JSON with sorted names.
    package let excerpt: String
}

/// Why an object is no order of WeChat's.
package struct ParsedOrderProblem: Error, Hashable, Sendable {
    /// Where, as a JSON pointer.
    package let pointer: String
    /// What is wrong there.
    package let explanation: String
}
