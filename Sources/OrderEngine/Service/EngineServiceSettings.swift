public import OrderLifecycle

/// How often an engine's service reconciles and sweeps, and how long it waits when it is shut down.
public struct EngineServiceSettings: Hashable, Sendable {
    /// The pause between two rounds; one minute unless it is set.
    public private(set) var interval: Duration = .seconds(60)
    /// How long a graceful shutdown waits for the calls that are under way; twenty seconds unless
    /// it is set.
    public private(set) var shutdownLimit: Duration = .seconds(20)

    /// The pause between two sweeps; without one the service does not sweep.
    public private(set) var sweepPause: Duration?
    /// How fast a sweep asks.
    public var sweep = SweepSettings()

    /// What ``interval`` may be: one second to one day.
    public static let intervalRange: ClosedRange<Duration> = .seconds(1) ... .seconds(86_400)
    /// What ``shutdownLimit`` may be: zero to one hour.
    public static let shutdownLimitRange: ClosedRange<Duration> = .zero ... .seconds(3600)

    /// What ``sweepPause`` may be: one minute to thirty days.
    public static let sweepPauseRange: ClosedRange<Duration> = .seconds(60) ... .seconds(2_592_000)

    /// Creates the default settings.
    public init() {}

    /// Sets the pause between two rounds, in whole milliseconds.
    ///
    /// - Throws: `InvalidValue` for a pause outside ``intervalRange``.
    public mutating func setInterval(_ interval: Duration) throws(InvalidValue) {
        self.interval = try interval.checked(.reconciliationPause, within: Self.intervalRange)
    }

    /// Lets the service sweep, at its start and then so long after the end of the last sweep, in
    /// whole milliseconds.
    ///
    /// - Throws: `InvalidValue` for a pause outside ``sweepPauseRange``.
    public mutating func setSweepPause(_ pause: Duration) throws(InvalidValue) {
        sweepPause = try pause.checked(.sweepPause, within: Self.sweepPauseRange)
    }

    /// Sets how long a graceful shutdown waits, in whole milliseconds.
    ///
    /// - Throws: `InvalidValue` for a limit outside ``shutdownLimitRange``.
    public mutating func setShutdownLimit(_ limit: Duration) throws(InvalidValue) {
        shutdownLimit = try limit.checked(.shutdownLimit, within: Self.shutdownLimitRange)
    }
}
