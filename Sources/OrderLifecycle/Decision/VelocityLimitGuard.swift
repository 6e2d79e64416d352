/// Denies calls that would forgive money while the velocity limit is tripped, or beyond its
/// limits.
///
/// What is reported as paid elsewhere has limits of its own, and trips nothing: it is not forgiven.
///
/// A bill that alone is above the limit in fen has a reason of its own: a reset cannot help it, so
/// it does not trip the limit.
public struct VelocityLimitGuard: DenyingGuard, Hashable {
    /// The limits.
    public let limits: VelocityLimits

    /// The name of the rule.
    public var identifier: String { "velocity_limit" }
    /// What it says.
    public var version: String {
        "\(limits.cancels) \(limits.fen) \(limits.window.milliseconds)"
            + (limits.reports.map { " reports=\($0)" } ?? "")
            + (limits.reportedFen.map { " reported_fen=\($0)" } ?? "")
    }

    /// Creates the guard.
    public init(_ limits: VelocityLimits = .standard) {
        self.limits = limits
    }

    /// Denies if money would be forgiven and the velocity limit is tripped, or would be by this
    /// call; or if more would be reported as paid elsewhere than may be.
    func denial(in situation: CallSituation) -> DenialReason? {
        guard let loss = situation.loss else { return nil }
        switch situation.call.kind.rules.givenUpKind {
        case .forgiven: return denial(of: loss.atStake, from: situation.velocity)
        case .receivedElsewhere:
            return limits.wouldBeExceeded(from: situation.velocity, reporting: loss.atStake)
                ? .exceedsReportLimit : nil
        case nil: return nil
        }
    }

    private func denial(of forgiven: Amount, from usage: VelocityUsage) -> DenialReason? {
        if limits.isExceeded(byForgiving: forgiven) { return .exceedsVelocityLimit }
        let isOver = limits.wouldBeExceeded(from: usage, forgiving: forgiven)
        return usage.isTripped || isOver ? .velocityLimitTripped : nil
    }
}
