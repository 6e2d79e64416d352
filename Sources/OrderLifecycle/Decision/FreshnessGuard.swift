/// Denies a cancel on an observation that is too old, or whose signature is older than its question
/// by more than an observation may be old: then our clock is ahead, or the answer is an old one,
/// and no observation can be shown to be fresh.
public struct FreshnessGuard: DenyingGuard, Hashable {
    /// The greatest age of an observation in milliseconds.
    public let limit: Int64

    /// The name of the rule.
    public var identifier: String { "freshness" }
    /// What it says.
    public var version: String { String(limit) }

    /// The ages that may be chosen as a limit: one second to one minute.
    public static let limits: ClosedRange<Int64> = 1000...60_000

    /// Creates the guard; a limit outside ``limits`` is moved to the nearer end.
    public init(limit: Int64 = 5000) {
        self.limit = min(max(limit, Self.limits.lowerBound), Self.limits.upperBound)
    }

    /// Denies if the age of the observation is not within the limit; without an observation there
    /// is no age.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let age = situation.observationAge else { return nil }
        if age.signedBeforeAsking > limit { return .clockAhead }
        return (0...limit).contains(age.milliseconds) ? nil : .observationTooOld
    }
}
