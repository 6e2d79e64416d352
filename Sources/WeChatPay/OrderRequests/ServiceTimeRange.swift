import StrictJSON

/// From when to when a service is used, in Beijing time: WeChat's `time_range`.
public struct ServiceTimeRange: Hashable, Sendable {
    /// When the service starts; needed where an order is created.
    public var start: Start?
    /// When it ends, if that is known.
    public var end: BeijingTime?
    /// What the customer is told of the start.
    public var startRemark: String?
    /// What the customer is told of the end.
    public var endRemark: String?

    /// When a service starts.
    public enum Start: Hashable, Sendable {
        /// When the customer confirms: `OnAccept`.
        case onAccept
        /// At this time.
        case at(BeijingTime)
    }

    /// Creates a range.
    ///
    /// - Parameters:
    ///   - start: When the service starts, if it is to be said.
    ///   - end: When it ends, if it is to be said.
    public init(start: Start? = nil, end: BeijingTime? = nil) {
        self.start = start
        self.end = end
    }

    var form: JSONValue {
        let start: String? =
            switch start {
            case .onAccept: WireTime.onAccept
            case .at(let time): time.text
            case .none: nil
            }
        return .object(ofPresent: [
            ("start_time", start.map(JSONValue.string)),
            ("end_time", end.map { .string($0.text) }),
            ("start_time_remark", startRemark.map(JSONValue.string)),
            ("end_time_remark", endRemark.map(JSONValue.string)),
        ])
    }
}
