/// Denies calls that would forgive money while the velocity limit is tripped, or beyond its
/// limits.
///
/// A bill that alone is above the limit in fen has a reason of its own: a reset cannot help it, so
/// it does not trip the limit.
public struct VelocityLimitGuard: DenyingGuard, Hashable {
    /// The limits.
    public let limits: VelocityLimits

    /// The name of the rule.
    public var identifier: String { "velocity_limit" }
    /// What it says.
    public var version: String { "\(limits.cancels) \(limits.fen) \(limits.window.milliseconds)" }

    /// Creates the guard.
    public init(_ limits: VelocityLimits = .standard) {
        self.limits = limits
    }

    /// Denies if money would be forgiven and the velocity limit is tripped, or would be by this
    /// call.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let forgiven = situation.loss?.atStake else { return nil }
        if limits.isExceeded(byForgiving: forgiven) { return .exceedsVelocityLimit }
        let isOver = limits.wouldBeExceeded(from: situation.velocity, forgiving: forgiven)
        return situation.velocity.isTripped || isOver ? .velocityLimitTripped : nil
    }
}
