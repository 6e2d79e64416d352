public import OrderLifecycle

/// The merchant's settings of the engine.
public struct EngineSettings: Sendable {
    /// What this merchant permits.
    public var policy = CancelPolicy()
    /// The version of WeChat's rules that applies.
    public var rules = RulesVersion.v1_1
    /// The patience of attempts.
    public var terms = AttemptTerms.standard
    /// How long a permit lasts, in milliseconds.
    public var permitLifetime = PermitTerms.standardLifetime
    /// The longest pause that a call waits out before it reports its attempt as unresolved, in
    /// milliseconds.
    public var longestPause: Int64 = 5000

    /// Creates the default settings.
    public init() {}

    /// The terms of attempts at a call, with no older view than the policy permits.
    func attemptTerms(for operation: Operation) -> AttemptTerms {
        terms.with(freshness: min(terms.freshness, policy.freshness.limit), for: operation)
    }
}
