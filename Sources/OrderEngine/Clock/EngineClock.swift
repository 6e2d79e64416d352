public import OrderLifecycle

/// Time, as the engine is given it.
///
/// The wall clock may jump; it dates records. The uptime never goes back; it measures how old a
/// observation is.
public protocol EngineClock: Sendable {
    /// The wall clock.
    func now() -> Timestamp
    /// The time since some fixed moment, which only ever grows.
    func uptime() -> Duration
    /// Waits; not at all where the duration is negative.
    ///
    /// - Throws: `CancellationError` if the task is cancelled meanwhile.
    func sleep(for duration: Duration) async throws
}
