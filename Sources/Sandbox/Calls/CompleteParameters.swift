/// What the merchant sent to complete an order.
struct CompleteParameters: Codable, Sendable {
    var appID: String
    var serviceID: String
    var postPayments: [OrderItem]
    var postDiscounts: [OrderItem]
    var totalAmount: Int
    var timeRange: TimeRange?
    var location: Location
    var profitSharing: Bool
    var goodsTag: String?
    var device: Device?

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case serviceID = "service_id"
        case postPayments = "post_payments"
        case postDiscounts = "post_discounts"
        case totalAmount = "total_amount"
        case timeRange = "time_range"
        case location
        case profitSharing = "profit_sharing"
        case goodsTag = "goods_tag"
        case device
    }
}
