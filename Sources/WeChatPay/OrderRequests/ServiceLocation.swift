import StrictJSON

/// Where a service is used: WeChat's `location`.
public struct ServiceLocation: Hashable, Sendable {
    /// Where it starts.
    public var start: String?
    /// Where it ends.
    public var end: String?

    /// Creates a location.
    ///
    /// - Parameters:
    ///   - start: Where the service starts, if it is to be said.
    ///   - end: Where it ends, if it is to be said.
    public init(start: String? = nil, end: String? = nil) {
        self.start = start
        self.end = end
    }

    var form: JSONValue {
        .object(ofPresent: [
            ("start_location", start.map(JSONValue.string)),
            ("end_location", end.map(JSONValue.string)),
        ])
    }
}
