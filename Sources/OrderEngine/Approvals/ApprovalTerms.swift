public import OrderLifecycle

/// For how long a requested call waits, and for what.
public struct ApprovalTerms: Hashable, Sendable {
    /// How long people may take to acknowledge it; eight hours unless it is set.
    public var lifetime: Duration
    /// How long it is held at least before it is made; `nil` where it is made at once when all have
    /// acknowledged it.
    public var hold: Duration?
    /// The amount that the requester gives up, and states here; only of a call that is held.
    ///
    /// Another person need not acknowledge it then, unless the policy asks for one.
    public var stated: Amount?

    /// Creates terms.
    ///
    /// - Parameters:
    ///   - lifetime: How long people may take.
    ///   - hold: How long it is held at least.
    ///   - stated: The amount that the requester gives up.
    public init(
        lifetime: Duration = Approval.standardLifetime, hold: Duration? = nil,
        stated: Amount? = nil
    ) {
        self.lifetime = lifetime
        self.hold = hold
        self.stated = stated
    }
}
