public import OrderEngine
public import OrderJournal
public import OrderLifecycle

/// A page of orders.
public struct OrderPageJSON: AnswerForm {
    /// The orders of the page, by number, or the last changed first.
    public let orders: [OrderJSON]
    /// Where the next page begins: a number, or the time of a change in milliseconds and a number;
    /// absent on the last page.
    public let next: String?

    private enum CodingKeys: String, CodingKey {
        case orders
        case next
    }

    /// Takes a page as the engine returns it.
    public init(_ page: Page<OrderProjection, OutOrderNumber>) {
        orders = page.elements.map { OrderJSON($0) }
        next = page.next?.text
    }

    /// Takes a page of the orders that were changed last.
    public init(_ page: Page<OrderProjection, OrderCursor>) {
        orders = page.elements.map { OrderJSON($0) }
        next = page.next.map { "\($0.updatedAt.milliseconds):\($0.order)" }
    }

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(orders, forKey: .orders)
        try members.encode(next, forKey: .next)
    }
}
