/// What the merchant sent to cancel an order.
struct CancelParameters: Codable, Sendable {
    var appID: String
    var serviceID: String
    var reason: String

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case serviceID = "service_id"
        case reason
    }
}
