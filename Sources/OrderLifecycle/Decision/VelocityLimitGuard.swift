/// Denies cancels that would forgive money while the velocity limit is tripped, or beyond its
/// limits.
public struct VelocityLimitGuard: DenyingGuard, Hashable {
    /// The limits.
    public let limits: VelocityLimits

    /// Creates the guard.
    public init(_ limits: VelocityLimits = .standard) {
        self.limits = limits
    }

    /// Denies if money would be forgiven and the velocity limit is tripped, or would be by this
    /// cancel.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let forgiven = situation.loss?.atStake else { return nil }
        let isOver = limits.wouldBeExceeded(from: situation.velocity, forgiving: forgiven)
        return situation.velocity.isTripped || isOver ? .velocityLimitTripped : nil
    }
}
