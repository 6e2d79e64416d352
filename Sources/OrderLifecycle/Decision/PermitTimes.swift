/// The moments that tell whether a permit's time is over.
public struct PermitTimes: Hashable, Sendable {
    /// The clock as it reads.
    public let clock: Timestamp
    /// The journal's time now: never before its last record.
    public let latest: Timestamp
    /// The journal's time when the permit was given.
    public let issued: Timestamp

    /// Creates the moments.
    public init(clock: Timestamp, latest: Timestamp, issued: Timestamp) {
        self.clock = clock
        self.latest = latest
        self.issued = issued
    }
}
