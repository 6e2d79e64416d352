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
