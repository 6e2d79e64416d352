public import OrderLifecycle

/// The merchant's settings of the engine.
public struct EngineSettings: Sendable {
    /// What this merchant permits.
    public var policy = CallPolicy()
    /// The version of WeChat's rules that applies.
    public var rules = RulesVersion.v1_1
    /// How often attempts ask and send, and how long they wait.
    public var retryPolicy = RetryPolicy.standard
    /// How long a permit lasts, in milliseconds.
    public var permitLifetime = Permit.standardLifetime
    /// The longest pause that a call waits out before it reports its attempt as unresolved, in
    /// milliseconds.
    public var maxPause: Int64 = 5000

    /// Creates the default settings.
    public init() {}

    /// What each decision records of the policy: the SHA-256 digest of its text.
    public var policyDigest: Digest32 { Digest32.of(policy.text.utf8) }

    /// The terms of attempts at a call, with no older observation than the policy permits.
    func retryPolicy(for call: OrderCall.Kind) -> RetryPolicy {
        retryPolicy.with(freshness: min(retryPolicy.freshness, policy.freshness.limit), for: call)
    }
}
