/// Denies any call while another call of the order has no known outcome.
public struct UnresolvedGuard: DenyingGuard, Hashable {
    /// The name of the rule.
    public var identifier: String { "unresolved" }
    /// What it says.
    public var version: String { "1" }

    /// Creates the guard.
    public init() {}

    /// Denies while an attempt is unresolved.
    func denial(in situation: CallSituation) -> DenialReason? {
        situation.unresolved == nil ? nil : .attemptUnresolved
    }
}
