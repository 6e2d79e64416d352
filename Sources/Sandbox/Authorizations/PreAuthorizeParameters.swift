/// What the merchant sent to pre-authorize a customer.
struct PreAuthorizeParameters: Codable, Sendable {
    var appID: String
    var serviceID: String
    var authorizationCode: String
    var notifyURL: String?

    private enum CodingKeys: String, CodingKey {
        case appID = "appid"
        case serviceID = "service_id"
        case authorizationCode = "authorization_code"
        case notifyURL = "notify_url"
    }
}
