/// Denies any call while another call of the order has no known outcome.
public struct UnresolvedGuard: DenyingGuard, Hashable {
    /// Creates the guard.
    public init() {}

    /// Denies while an attempt is unresolved.
    func denial(in situation: CallSituation) -> DenialReason? {
        situation.unresolved == nil ? nil : .attemptUnresolved
    }
}
