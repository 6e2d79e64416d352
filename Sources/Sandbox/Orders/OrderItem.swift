/// One entry of `post_payments` or `post_discounts`; amounts are in fen.
struct OrderItem: Codable, Sendable {
    var name: String?
    var amount: Int?
    var description: String?
    var count: Int?
}
