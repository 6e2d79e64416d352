import OrderLifecycle

/// From when an observation is.
struct ObservationTime: Hashable, Sendable {
    /// The uptime before the question left, so that the observation's age is never underrated.
    let askedAt: Duration
    /// The time in WeChat's signature, where there is one.
    let signedAt: Timestamp?

    /// How old the observation is.
    ///
    /// - Parameter now: The wall clock.
    func age(uptime: Duration, now: Timestamp) -> ObservationAge {
        ObservationAge(sinceAsked: uptime - askedAt, signedAt: signedAt, now: now)
    }
}
