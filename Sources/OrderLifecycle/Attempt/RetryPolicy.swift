/// How often an attempt asks and sends, and how long it waits.
public struct RetryPolicy: Hashable, Sendable {
    /// How long after the last sending "WeChat shows no effect" begins to prove that there will
    /// be none.
    ///
    /// WeChat refuses a request whose signature is more than five minutes old, so a request that
    /// is delayed for longer has no effect any more; the other five minutes are for the clocks'
    /// difference, which is no greater while answers can be verified.
    public private(set) var quiescence: Duration = .seconds(600)
    /// When WeChat is asked again after the last sending, ascending.
    public private(set) var lookups: [Duration] = [
        .seconds(300), .seconds(3600), .seconds(86_400), .seconds(259_200), .seconds(604_800),
    ]
    /// How often the same bytes may be sent in all.
    public private(set) var dispatches = 3
    /// How old an observation may be when a request is sent; at most what the guard permits.
    public private(set) var freshness: Duration = .seconds(5)
    /// Whether an observation is only as fresh as WeChat's signature under it, as for a call that
    /// gives money up; otherwise it is as fresh as our question.
    public private(set) var judgesSignature = false
    /// How long to wait while the order is being paid; WeChat says three minutes.
    public private(set) var deductionPause: Duration = .seconds(180)
    /// How long to wait after a rate limit or a server error; doubled each time.
    public private(set) var retryPause: Duration = .seconds(1)

    /// The shortest ``quiescence`` that is safe: five minutes for the signature's age, and five for
    /// a clock of ours that is ahead of WeChat's.
    public static let shortestQuiescence: Duration = .seconds(600)
    /// What ``quiescence`` may be: ``shortestQuiescence`` to one day.
    public static let quiescenceRange: ClosedRange<Duration> =
        shortestQuiescence ... .seconds(86_400)
    /// What ``freshness`` may be: zero to the greatest age that the guard can permit.
    public static let freshnessRange: ClosedRange<Duration> =
        .zero...FreshnessGuard.limits.upperBound
    /// What each of ``lookups``, ``deductionPause`` and ``retryPause`` may be: zero to 366 days.
    public static let pauseRange: ClosedRange<Duration> = .zero ... .seconds(31_622_400)

    /// How long after its record a sending may still be made: the quiescence of a sending whose
    /// moment a crash has swallowed is counted from its record.
    static let sendingWindow: Duration = .seconds(30)

    /// Ten minutes of quiescence; a question at once, after 5 minutes, 1 hour, 1, 3 and 7 days;
    /// the same bytes at most three times; observations of at most five seconds.
    public static let standard = RetryPolicy()

    private init() {}

    /// Creates terms, in whole milliseconds.
    ///
    /// - Parameters:
    ///   - quiescence: Within ``quiescenceRange``.
    ///   - lookups: Each within ``pauseRange``, in any order.
    ///   - dispatches: One at least.
    ///   - freshness: Within ``freshnessRange``.
    ///   - judgesSignature: Whether the age of WeChat's signature counts too.
    ///   - deductionPause: Within ``pauseRange``.
    ///   - retryPause: Within ``pauseRange``.
    /// - Throws: ``InvalidValue`` for the first one that is outside its range.
    public init(
        quiescence: Duration = standard.quiescence, lookups: [Duration] = standard.lookups,
        dispatches: Int = standard.dispatches, freshness: Duration = standard.freshness,
        judgesSignature: Bool = false, deductionPause: Duration = standard.deductionPause,
        retryPause: Duration = standard.retryPause
    ) throws(InvalidValue) {
        guard dispatches >= 1 else {
            throw InvalidValue(.dispatches, .outOfRange(minimum: 1, maximum: Int64(Int.max)))
        }
        self.init()
        self.quiescence = try quiescence.checked(.quiescence, within: Self.quiescenceRange)
        self.lookups = try lookups.map { lookup throws(InvalidValue) in
            try lookup.checked(.lookups, within: Self.pauseRange)
        }.sorted()
        self.dispatches = dispatches
        self.freshness = try freshness.checked(.freshness, within: Self.freshnessRange)
        self.judgesSignature = judgesSignature
        self.deductionPause = try deductionPause.checked(
            .deductionPause, within: Self.pauseRange)
        self.retryPause = try retryPause.checked(.retryPause, within: Self.pauseRange)
    }

    /// Returns the terms for a call, with no older observation than a guard permits; of a call
    /// whose effect nobody can see, with one sending.
    ///
    /// - Parameters:
    ///   - policy: What the merchant permits.
    ///   - call: The call; what a cancel rests on is judged by its signature too.
    public func limited(by policy: FreshnessGuard, for call: OrderCall.Kind) -> RetryPolicy {
        var terms = self
        terms.freshness = min(freshness, policy.limit)
        terms.judgesSignature = call.givesMoneyUp
        if !call.rules.isVisible { terms.dispatches = 1 }
        return terms
    }

    /// The first moment after `now` at which to ask about a request sent at `sent`; `nil` once the
    /// schedule is over.
    func nextLookup(after now: Timestamp, sent: Timestamp) -> Timestamp? {
        ([quiescence] + lookups).map(sent.advanced(by:)).filter { $0 > now }.min()
    }

    /// How long to wait before the same bytes are sent again.
    func pause(afterDispatches count: Int) -> Duration {
        retryPause * (1 << min(max(1, count) - 1, 10))
    }
}
