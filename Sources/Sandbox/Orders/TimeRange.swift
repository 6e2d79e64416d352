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
