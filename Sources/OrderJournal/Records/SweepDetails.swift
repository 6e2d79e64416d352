public import OrderLifecycle

/// What the last run of a sweep did, which came to the sweep's end: WeChat was asked about every
/// order that was not final, or about those behind the place from which it went on.
public struct SweepDetails: Hashable, Sendable {
    /// The sweep, which the records of what differed name as their cause.
    public let sweep: SweepID
    /// When the run began.
    public let beganAt: Timestamp
    /// How many orders WeChat was asked about.
    public let asked: Int64
    /// How many of them stood elsewhere than the journal knew.
    public let differed: Int64
    /// How many were left without an answer.
    public let failed: Int64
    /// How many WeChat said that it does not know.
    public let unknown: Int64

    /// From where the run went on, if the sweep had been interrupted.
    ///
    /// It is the group of orders, and after a dot the last order that was said to be done with,
    /// such as `in_service.ORDER-17`. Of what came before, only the records with this sweep as
    /// their cause tell.
    public let resumedFrom: String?

    /// Creates details.
    public init(
        sweep: SweepID, beganAt: Timestamp, asked: Int64, differed: Int64, failed: Int64,
        unknown: Int64, resumedFrom: String? = nil
    ) {
        self.sweep = sweep
        self.beganAt = beganAt
        self.asked = asked
        self.differed = differed
        self.failed = failed
        self.unknown = unknown
        self.resumedFrom = resumedFrom
    }
}
