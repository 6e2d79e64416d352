import OrderLifecycle

/// Gives out turns, no more in a second than a rate.
actor RequestPace {
    private let clock: any EngineClock
    private var interval: Duration
    /// When the next turn is, by the uptime.
    private var next: Duration

    /// How long nobody gets a turn after WeChat said that it was asked too often.
    static let rateLimitPause: Duration = .seconds(30)
    private static let longestInterval: Duration = .seconds(10)

    init(perSecond rate: Int, clock: any EngineClock) {
        self.clock = clock
        interval = .seconds(1) / rate
        next = clock.uptime()
    }

    /// Waits for a turn.
    ///
    /// - Throws: `CancellationError` if the task is cancelled meanwhile.
    func turn() async throws {
        let now = clock.uptime()
        let turn = max(next, now)
        next = turn + interval
        try await clock.sleep(for: turn - now)
    }

    /// Waits out a rate limit of WeChat's, and goes on at half the rate.
    func slowDown() {
        interval = min(interval * 2, Self.longestInterval)
        next = max(next, clock.uptime() + Self.rateLimitPause)
    }
}
