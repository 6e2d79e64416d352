public import OrderLifecycle

/// How fast a sweep asks WeChat.
///
/// WeChat publishes no limit for any interface of Pay Score, so the default leaves room for the
/// merchant's own calls. Where WeChat says that it was asked too often, a sweep waits and goes on
/// at half the rate.
public struct SweepSettings: Hashable, Sendable {
    /// The most questions a second; five unless it is set.
    public private(set) var rate = 5

    /// What ``rate`` may be.
    public static let rateRange = 1...100

    /// Creates the default settings.
    public init() {}

    /// Sets the most questions a second.
    ///
    /// - Throws: `InvalidValue` for a rate outside ``rateRange``.
    public mutating func setRate(_ rate: Int) throws(InvalidValue) {
        guard Self.rateRange.contains(rate) else {
            throw InvalidValue(
                .sweepRate,
                .outOfRange(
                    minimum: Int64(Self.rateRange.lowerBound),
                    maximum: Int64(Self.rateRange.upperBound)))
        }
        self.rate = rate
    }
}
