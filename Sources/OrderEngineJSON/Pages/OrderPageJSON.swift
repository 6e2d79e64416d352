public import OrderEngine
public import OrderJournal
public import OrderLifecycle

/// A page of orders.
public struct OrderPageJSON: AnswerForm {
    /// The orders of the page, by number.
    public let orders: [OrderJSON]
    /// The number after which the next page begins; absent on the last page.
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

    /// Writes every member, `null` where there is no value.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(orders, forKey: .orders)
        try members.encode(next, forKey: .next)
    }
}
