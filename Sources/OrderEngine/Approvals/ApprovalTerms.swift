public import OrderLifecycle

/// For how long a requested call waits, and for what.
public struct ApprovalTerms: Hashable, Sendable {
    /// How long people may take to acknowledge it, beyond its hold.
    public let lifetime: Duration
    /// How long it is held at least before it is made; `nil` where it is made at once when all have
    /// acknowledged it.
    public let hold: Duration?
    /// The amount that the requester gives up, and states here; only of a call that is held.
    ///
    /// Another person need not acknowledge it then, unless the policy asks for one.
    public let stated: Amount?

    /// Eight hours for people, and no hold.
    public static let standard = ApprovalTerms()

    private init() {
        (lifetime, hold, stated) = (Approval.standardLifetime, nil, nil)
    }

    /// Creates terms, with durations in whole milliseconds.
    ///
    /// - Parameters:
    ///   - lifetime: How long people may take: `Approval.lifetimeRange`, together with the hold.
    ///   - hold: How long it is held at least: one second or more.
    ///   - stated: The amount that the requester gives up.
    /// - Throws: `InvalidValue` for a duration outside its range.
    public init(
        lifetime: Duration = Approval.standardLifetime, hold: Duration? = nil,
        stated: Amount? = nil
    ) throws(InvalidValue) {
        self.lifetime = try lifetime.checked(.approvalLifetime, within: Approval.lifetimeRange)
        self.hold = try hold.map { hold throws(InvalidValue) in
            try hold.checked(
                .approvalHold, within: .seconds(1)...Approval.lifetimeRange.upperBound)
        }
        self.stated = stated
        _ = try whole.checked(.approvalLifetime, within: Approval.lifetimeRange)
    }

    /// How long it waits at most, its hold included.
    var whole: Duration { lifetime + (hold ?? .zero) }
}
