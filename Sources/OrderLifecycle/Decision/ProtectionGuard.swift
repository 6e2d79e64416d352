/// Denies a call that gives money up while somebody protects the order.
public struct ProtectionGuard: DenyingGuard, Hashable {
    /// The name of the rule.
    public var identifier: String { "protection" }
    /// What it says.
    public var version: String { "1" }

    /// Creates the guard.
    public init() {}

    /// Denies while the order is protected.
    func denial(in situation: CallSituation) -> DenialReason? {
        situation.isProtected ? .protected : nil
    }
}
