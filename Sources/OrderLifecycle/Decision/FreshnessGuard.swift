/// Denies a cancel on an observation that is too old, or whose signature is older than its question
/// by more than an observation may be old: then our clock is ahead, or the answer is an old one,
/// and no observation can be shown to be fresh.
public struct FreshnessGuard: DenyingGuard, Hashable {
    private let milliseconds: Int64
    /// The greatest age of an observation.
    public var limit: Duration { .milliseconds(milliseconds) }

    /// The name of the rule.
    public var identifier: String { "freshness" }
    /// What it says.
    public var version: String { String(milliseconds) }

    /// The ages that may be chosen as a limit: one second to one minute.
    public static let limits: ClosedRange<Duration> = .seconds(1) ... .seconds(60)

    /// Creates the guard with a limit of five seconds.
    public init() {
        milliseconds = 5000
    }

    /// Creates the guard with a limit in whole milliseconds.
    ///
    /// - Throws: ``InvalidValue`` for a limit outside ``limits``.
    public init(limit: Duration) throws(InvalidValue) {
        milliseconds = try limit.checked(.freshness, within: Self.limits).milliseconds
    }

    /// Denies if the age of the observation is not within the limit; without an observation there
    /// is no age.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let age = situation.observationAge else { return nil }
        if age.leadMilliseconds > milliseconds { return .clockAhead }
        return (0...milliseconds).contains(age.milliseconds) ? nil : .observationTooOld
    }
}
