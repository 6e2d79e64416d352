/// Denies a collect for an order that was collected for a short while ago, which would only bother
/// the customer.
public struct CollectGuard: DenyingGuard, Hashable {
    private let milliseconds: Int64
    /// The shortest time between two collects for one order.
    public var interval: Duration { .milliseconds(milliseconds) }

    /// The name of the rule.
    public var identifier: String { "collect_interval" }
    /// What it says.
    public var version: String { String(milliseconds) }

    /// The times that may be chosen: one minute to seven days.
    public static let intervals: ClosedRange<Duration> = .seconds(60) ... .seconds(604_800)

    /// Creates the guard with one hour.
    public init() {
        milliseconds = 3_600_000
    }

    /// Creates the guard with a time in whole milliseconds.
    ///
    /// - Throws: ``InvalidValue`` for a time outside ``intervals``.
    public init(interval: Duration) throws(InvalidValue) {
        milliseconds = try interval.checked(.collectInterval, within: Self.intervals).milliseconds
    }

    /// Denies until the time has passed since the last collect.
    func denial(in situation: CallSituation) -> DenialReason? {
        next(in: situation) == nil ? nil : .collectedLately
    }

    /// When the order may be collected for next; `nil` if that is now.
    ///
    /// A clock that was set back to before the last collect shows no time that has passed.
    func next(in situation: CallSituation) -> Timestamp? {
        guard situation.call == .collect, let last = situation.lastCollect else { return nil }
        let next = last.advanced(by: interval)
        let isOver = situation.now.map { $0 >= next } ?? false
        return isOver ? nil : next
    }
}
