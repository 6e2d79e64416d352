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
    var riskFund: RiskFund
    var attach: String
    var notifyURL: String
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

/// One entry of `post_payments` or `post_discounts`; amounts are in fen.
struct OrderItem: Codable, Sendable {
    var name: String?
    var amount: Int?
    var description: String?
    var count: Int?
}

/// `time_range`: when the service begins and ends, as `yyyyMMddHHmmss`, `yyyyMMdd` or, for the
/// start, `OnAccept`.
struct TimeRange: Codable, Sendable {
    var startTime: String?
    var startTimeRemark: String?
    var endTime: String?
    var endTimeRemark: String?

    private enum CodingKeys: String, CodingKey {
        case startTime = "start_time"
        case startTimeRemark = "start_time_remark"
        case endTime = "end_time"
        case endTimeRemark = "end_time_remark"
    }
}

/// `location`: where the service begins and ends.
struct Location: Codable, Sendable {
    var startLocation: String?
    var endLocation: String?

    private enum CodingKeys: String, CodingKey {
        case startLocation = "start_location"
        case endLocation = "end_location"
    }
}

/// `risk_fund`: how much is at risk, in fen, and under which name it is waived.
struct RiskFund: Codable, Sendable {
    /// `DEPOSIT`, `ADVANCE`, `CASH_DEPOSIT` or `ESTIMATE_ORDER_COST`.
    var name: String
    var amount: Int
    var description: String
}

/// `device`: the machines that the service was taken from and returned to.
struct Device: Codable, Sendable {
    var startDeviceID: String?
    var endDeviceID: String?
    var materielNumber: String?

    private enum CodingKeys: String, CodingKey {
        case startDeviceID = "start_device_id"
        case endDeviceID = "end_device_id"
        case materielNumber = "materiel_no"
    }
}
