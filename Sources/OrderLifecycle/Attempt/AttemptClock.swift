/// What an attempt knows of the clocks while it runs: whether somebody has set the wall clock, and
/// how its last sending may be dated since.
///
/// A wall clock that was set says nothing of how long something lasted. The other clock only runs,
/// from when the machine started.
public struct AttemptClock: Hashable, Sendable {
    /// How far the two clocks may drift apart; if they do by more, somebody has set the wall clock.
    public static let maxDrift: Duration = .seconds(1)

    /// What both clocks showed at first, or when it was last seen that the wall clock was set.
    private var wall: Timestamp
    private var uptime: Duration
    /// The last sending by a clock that nobody had set yet: what the journal has, or later.
    private var latestSending: Timestamp
    /// Whether an answer was verified by the wall clock as it is set now, so that it is near
    /// WeChat's.
    private var isTrusted = false

    /// Begins to watch the clocks.
    ///
    /// - Parameters:
    ///   - lastSentAt: When the journal says that the attempt was last sent.
    ///   - wall: What the wall clock shows.
    ///   - uptime: What the other clock shows.
    public init(lastSentAt: Timestamp, wall: Timestamp, uptime: Duration) {
        self.wall = wall
        self.uptime = uptime
        latestSending = lastSentAt
    }

    /// Notes that an answer was verified by the wall clock.
    public mutating func trust() {
        isTrusted = true
    }

    /// Says what an observation of such an age is worth, and how the attempt goes on.
    ///
    /// Where the wall clock was set meanwhile, it cannot say from when the observation is, and so
    /// not whether it is from after the quiescence; what was sent is dated anew.
    ///
    /// - Returns: The attempt, and the age of the observation.
    public mutating func judge(
        _ age: ObservationAge, for attempt: Attempt, wall: Timestamp, uptime: Duration
    ) -> (attempt: Attempt, age: ObservationAge) {
        let drift = wall.since(self.wall) - (uptime - self.uptime)
        guard max(drift, .zero - drift) > Self.maxDrift else { return (attempt, age) }
        (self.wall, self.uptime) = (wall, uptime)
        latestSending = max(latestSending, attempt.lastSentAt)
        // What was verified before says nothing of the clock as it was set.
        isTrusted = false
        return (attempt.dated(wall), .unknown)
    }

    /// When a deferral says that the attempt was last sent.
    ///
    /// A clock that was set back, and may be put right, does not date a sending earlier.
    public func lastSentAt(of attempt: Attempt) -> Timestamp {
        isTrusted ? attempt.lastSentAt : max(attempt.lastSentAt, latestSending)
    }
}
