public import OrderLifecycle

/// Time, as the engine is given it.
///
/// The wall clock may jump; it dates records. The uptime never goes back; it measures how old a
/// observation is.
public protocol EngineClock: Sendable {
    /// The wall clock.
    func now() -> Timestamp
    /// Milliseconds since some fixed moment, which only ever grow.
    func uptime() -> Int64
    /// Waits.
    ///
    /// - Throws: `CancellationError` if the task is cancelled meanwhile.
    func sleep(milliseconds: Int64) async throws
}
