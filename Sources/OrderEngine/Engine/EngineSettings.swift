public import OrderJournal
public import OrderLifecycle

/// The merchant's settings of the engine.
public struct EngineSettings: Sendable {
    /// What this merchant permits.
    public var policy = CallPolicy()
    /// The version of WeChat's rules that applies.
    public var rules = RulesVersion.v1_1
    /// What a complete from elsewhere means.
    public var outsideCompletes = OutsideCompletes.alarm
    /// How often attempts ask and send, and how long they wait.
    public var retryPolicy = RetryPolicy.standard
    /// How long a permit lasts; ten minutes unless it is set.
    public private(set) var permitLifetime = Permit.standardLifetime
    /// The longest pause that a call waits out before it reports its attempt as unresolved; five
    /// seconds unless it is set.
    public private(set) var maxPause: Duration = .seconds(5)

    /// What ``maxPause`` may be: zero to one hour.
    public static let maxPauseRange: ClosedRange<Duration> = .zero ... .seconds(3600)

    /// How often whoever follows the records looks for those of other processes; five seconds
    /// unless it is set.
    public private(set) var pollInterval: Duration = .seconds(5)

    /// What ``pollInterval`` may be: ten milliseconds to one hour.
    public static let pollIntervalRange: ClosedRange<Duration> =
        .milliseconds(10) ... .seconds(3600)

    /// Creates the default settings.
    public init() {}

    /// Sets how long a permit lasts, in whole milliseconds.
    ///
    /// - Throws: `InvalidValue` for a lifetime outside `Permit.lifetimeRange`.
    public mutating func setPermitLifetime(_ lifetime: Duration) throws(InvalidValue) {
        permitLifetime = try lifetime.checked(.permitLifetime, within: Permit.lifetimeRange)
    }

    /// Sets the longest pause that a call waits out, in whole milliseconds.
    ///
    /// - Throws: `InvalidValue` for a pause outside ``maxPauseRange``.
    public mutating func setMaxPause(_ pause: Duration) throws(InvalidValue) {
        maxPause = try pause.checked(.maxPause, within: Self.maxPauseRange)
    }

    /// Sets how often followers look for the records of other processes, in whole milliseconds.
    ///
    /// - Throws: `InvalidValue` for an interval outside ``pollIntervalRange``.
    public mutating func setPollInterval(_ interval: Duration) throws(InvalidValue) {
        pollInterval = try interval.checked(.pollInterval, within: Self.pollIntervalRange)
    }

    /// All that the policy says, with the settings that decide beside the guards; recorded with
    /// the first decision that is taken by it.
    ///
    ///     unresolved=1
    ///     …
    ///     rules=1.1
    ///     permit_lifetime=600000
    ///     quiescence=600000
    ///     outside_completes=alarm
    public var policyText: String {
        """
        \(policy.text)
        rules=\(rules.rawValue)
        permit_lifetime=\(permitLifetime.milliseconds)
        quiescence=\(retryPolicy.quiescence.milliseconds)
        outside_completes=\(outsideCompletes.rawValue)
        """
    }

    /// What each decision records of the policy: the SHA-256 digest of ``policyText``.
    public var policyDigest: Digest32 { Digest32.of(policyText.utf8) }

    /// The terms of attempts at a call, with no older observation than the policy permits.
    func retryPolicy(for call: OrderCall.Kind) -> RetryPolicy {
        retryPolicy.limited(by: policy.freshness, for: call)
    }
}
