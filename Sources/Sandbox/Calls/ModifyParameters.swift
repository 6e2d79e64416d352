/// What the merchant sent to modify an order.
struct ModifyParameters: Codable, Sendable {
    var appID: String
    var serviceID: String
    var postPayments: [OrderItem]
    var postDiscounts: [OrderItem]
    var totalAmount: Int
    var reason: String
    var device: Device?

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case serviceID = "service_id"
        case postPayments = "post_payments"
        case postDiscounts = "post_discounts"
        case totalAmount = "total_amount"
        case reason
        case device
    }
}
