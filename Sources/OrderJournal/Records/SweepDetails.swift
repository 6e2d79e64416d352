public import OrderLifecycle

/// What a sweep that came to its end did: WeChat was asked about every order that was not final.
public struct SweepDetails: Hashable, Sendable {
    /// The sweep, which the records of what differed name as their cause.
    public let sweep: SweepID
    /// When it began; it may have been interrupted since, and gone on.
    public let beganAt: Timestamp
    /// How many orders WeChat was asked about.
    public let asked: Int64
    /// How many of them stood elsewhere than the journal knew.
    public let differed: Int64
    /// How many were left without an answer.
    public let failed: Int64
    /// How many WeChat said that it does not know.
    public let unknown: Int64

    /// Creates details.
    public init(
        sweep: SweepID, beganAt: Timestamp, asked: Int64, differed: Int64, failed: Int64,
        unknown: Int64
    ) {
        self.sweep = sweep
        self.beganAt = beganAt
        self.asked = asked
        self.differed = differed
        self.failed = failed
        self.unknown = unknown
    }
}
