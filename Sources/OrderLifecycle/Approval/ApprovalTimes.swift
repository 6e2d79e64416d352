/// The clocks by which a request for approval is judged.
public struct ApprovalTimes: Hashable, Sendable {
    /// What the clock reads.
    public let clock: Timestamp
    /// The latest moment that the journal knows.
    public let latest: Timestamp
    /// When the request was recorded.
    public let requested: Timestamp

    /// Creates the clocks.
    public init(clock: Timestamp, latest: Timestamp, requested: Timestamp) {
        self.clock = clock
        self.latest = latest
        self.requested = requested
    }
}
