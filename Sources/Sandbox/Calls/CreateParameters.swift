/// What the merchant sent to create an order, field by field under WeChat's names.
///
/// The same values decide whether a repeated create is a re-entry: members that WeChat does not
/// know, the order of members and blanks make no difference.
struct CreateParameters: Codable, Sendable {
    var outOrderNumber: String
    var appID: String
    var serviceID: String
    var serviceIntroduction: String
    var postPayments: [OrderItem]
    var postDiscounts: [OrderItem]
    var timeRange: TimeRange
    var location: Location
    /// `nil` for an order that was created and completed in one, whose request has none.
    var riskFund: RiskFund?
    var attach: String
    var notifyURL: String?
    var openID: String?
    var needsUserConfirmation: Bool
    var device: Device?

    private enum CodingKeys: String, CodingKey {
        case outOrderNumber = "out_order_no"
        case appID = "appid"
        case serviceID = "service_id"
        case serviceIntroduction = "service_introduction"
        case postPayments = "post_payments"
        case postDiscounts = "post_discounts"
        case timeRange = "time_range"
        case location
        case riskFund = "risk_fund"
        case attach
        case notifyURL = "notify_url"
        case openID = "openid"
        case needsUserConfirmation = "need_user_confirm"
        case device
    }
}
