/// How often an attempt asks and sends, and how long it waits.
public struct RetryPolicy: Hashable, Sendable {
    /// How long after the last sending "WeChat shows no effect" begins to prove that there will
    /// be none, in milliseconds.
    ///
    /// WeChat refuses a request whose signature is more than five minutes old, so a request that
    /// is delayed for longer has no effect any more; the other five minutes are for the clocks'
    /// difference, which is no greater while answers can be verified.
    public let quiescence: Int64
    /// When WeChat is asked again after the last sending, in milliseconds, ascending.
    public let lookups: [Int64]
    /// How often the same bytes may be sent in all.
    public let dispatches: Int
    /// How old an observation may be when a request is sent, in milliseconds; at most what the
    /// guard permits.
    public let freshness: Int64
    /// Whether an observation is only as fresh as WeChat's signature under it, as for a call that
    /// gives money up; otherwise it is as fresh as our question.
    public let judgesSignature: Bool
    /// How long to wait while the order is being paid, in milliseconds; WeChat says three minutes.
    public let deductionPause: Int64
    /// How long to wait after a rate limit or a server error, in milliseconds; doubled each time.
    public let retryPause: Int64

    /// The shortest ``quiescence`` that is safe: five minutes for the signature's age, and five for
    /// a clock of ours that is ahead of WeChat's.
    public static let shortestQuiescence: Int64 = 600_000

    /// How long after its record a sending may still be made, in milliseconds: the quiescence of a
    /// sending whose moment a crash has swallowed is counted from its record.
    static let sendingWindow: Int64 = 30_000

    /// Ten minutes of quiescence; a question at once, after 5 minutes, 1 hour, 1, 3 and 7 days;
    /// the same bytes at most three times; observations of at most five seconds.
    public static let standard = RetryPolicy()

    /// Creates terms; a shorter quiescence than ``shortestQuiescence`` is raised to it.
    public init(
        quiescence: Int64 = 600_000,
        lookups: [Int64] = [300_000, 3_600_000, 86_400_000, 259_200_000, 604_800_000],
        dispatches: Int = 3, freshness: Int64 = 5000, judgesSignature: Bool = false,
        deductionPause: Int64 = 180_000, retryPause: Int64 = 1000
    ) {
        self.quiescence = max(quiescence, Self.shortestQuiescence)
        self.lookups = lookups.sorted()
        self.dispatches = max(1, dispatches)
        self.freshness = min(max(0, freshness), FreshnessGuard.limits.upperBound)
        self.judgesSignature = judgesSignature
        self.deductionPause = max(0, deductionPause)
        self.retryPause = max(0, retryPause)
    }

    /// Returns the same terms with another rule for the age of observations.
    ///
    /// - Parameters:
    ///   - freshness: How old an observation may be, in milliseconds.
    ///   - call: The call; what a cancel rests on is judged by its signature too.
    public func with(freshness: Int64, for call: OrderCall.Kind) -> RetryPolicy {
        RetryPolicy(
            quiescence: quiescence, lookups: lookups, dispatches: dispatches,
            freshness: freshness, judgesSignature: call.givesMoneyUp,
            deductionPause: deductionPause, retryPause: retryPause)
    }

    /// The first moment after `now` at which to ask about a request sent at `sent`; `nil` once the
    /// schedule is over.
    func nextLookup(after now: Timestamp, sent: Timestamp) -> Timestamp? {
        ([quiescence] + lookups).map(sent.advanced(byMilliseconds:)).filter { $0 > now }.min()
    }

    /// How long to wait before the same bytes are sent again.
    func pause(afterDispatches count: Int) -> Int64 {
        retryPause << min(max(1, count) - 1, 10)
    }
}
