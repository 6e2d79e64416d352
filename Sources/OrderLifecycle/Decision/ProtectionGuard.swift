/// Denies a call that gives money up while somebody protects the order.
public struct ProtectionGuard: DenyingGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies while the order is protected.
    func denial(in situation: CallSituation) -> DenialReason? {
        situation.isProtected ? .protected : nil
    }
}
