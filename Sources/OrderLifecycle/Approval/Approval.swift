/// A call that was requested and waits: for people who acknowledge what it gives up, or for its
/// hour.
///
/// It is made once all have acknowledged the amount that is at stake then, and its hour has come.
/// An acknowledgement is of one amount: where another is at stake, it counts no more.
public struct Approval: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// The call, with what it asks for.
    public let call: OrderCall
    /// Who requested it.
    public let requestedBy: IdentifiedActor
    /// When it ends unmade, by the clock as it read at the request.
    public let expiresAt: Timestamp
    /// How long it can wait from when it was requested.
    public let lifetime: Duration
    /// Before when it is not made; `nil` where it is made as soon as all have acknowledged it.
    public let heldUntil: Timestamp?
    /// What it gives up, as was last seen; `nil` where it gives nothing up.
    public private(set) var loss: Loss?
    /// Who has acknowledged that loss, in order.
    public private(set) var acknowledgedBy: [IdentifiedActor] = []

    /// How long a call waits for people by default: eight hours.
    public static let standardLifetime: Duration = .seconds(28_800)

    /// How long a call may wait: one minute to thirty days.
    public static let lifetimeRange: ClosedRange<Duration> = .seconds(60) ... .seconds(2_592_000)

    /// The most people who acknowledge one call.
    public static let maxPeople = 2

    /// Creates a request that nobody has acknowledged, with durations in whole milliseconds.
    ///
    /// - Parameters:
    ///   - order: The order.
    ///   - call: The call, with what it asks for.
    ///   - requestedBy: Who requests it.
    ///   - loss: What it gives up.
    ///   - expiresAt: When it ends unmade.
    ///   - lifetime: How long that is from the request.
    ///   - heldUntil: Before when it is not made.
    /// - Throws: ``InvalidValue`` for a lifetime outside ``lifetimeRange``, or an hour that is no
    ///   time before the end.
    public init(
        of order: OutOrderNumber, _ call: OrderCall, requestedBy: IdentifiedActor, loss: Loss?,
        expiresAt: Timestamp, lifetime: Duration = Approval.standardLifetime,
        heldUntil: Timestamp? = nil
    ) throws(InvalidValue) {
        self.order = order
        self.call = call
        self.requestedBy = requestedBy
        self.loss = loss
        self.expiresAt = expiresAt
        self.lifetime = try lifetime.checked(.approvalLifetime, within: Self.lifetimeRange)
        self.heldUntil = heldUntil
        if let heldUntil, heldUntil >= expiresAt {
            throw InvalidValue(
                .approvalHold,
                .outOfRange(minimum: 0, maximum: expiresAt.milliseconds - 1))
        }
    }

    /// Returns the request with one more person's acknowledgement.
    public func acknowledged(by person: IdentifiedActor) -> Approval {
        var approval = self
        approval.acknowledgedBy.append(person)
        return approval
    }

    /// Returns the request with another loss, which nobody has acknowledged.
    public func sentBack(giving loss: Loss?) -> Approval {
        var approval = self
        approval.loss = loss
        approval.acknowledgedBy = []
        return approval
    }
}

extension Approval {
    /// Tells why somebody cannot acknowledge it by stating an amount; `nil` if they can.
    ///
    /// - Parameters:
    ///   - person: Who acknowledges.
    ///   - amount: The amount that they state.
    ///   - times: The clocks.
    public func problem(
        acknowledging person: IdentifiedActor, stating amount: Amount, by times: ApprovalTimes
    ) -> ApprovalProblem? {
        if isOver(times) { return .expired }
        guard let loss else { return .nothingAtStake }
        if person.name == requestedBy.name { return .ownRequest }
        if acknowledgedBy.contains(where: { $0.name == person.name }) { return .repeated }
        if acknowledgedBy.count >= Self.maxPeople { return .acknowledged }
        if amount != loss.atStake { return .amountDiffers }
        return nil
    }

    /// Tells what it waits for.
    ///
    /// - Parameters:
    ///   - people: How many must acknowledge it where it gives something up.
    ///   - times: The clocks.
    public func readiness(people: Int, by times: ApprovalTimes) -> ApprovalReadiness {
        if isOver(times) { return .expired }
        let missing = loss == nil ? 0 : max(1, people) - acknowledgedBy.count
        if missing > 0 { return .waiting(people: missing) }
        if let heldUntil, times.clock < heldUntil { return .held(until: heldUntil) }
        return .ready
    }

    /// It ends twice: by the clock, and by the journal's own time, so that neither a clock that
    /// was ahead prolongs it nor one that is set back revives it.
    private func isOver(_ times: ApprovalTimes) -> Bool {
        let left = expiresAt.since(times.clock)
        if left <= .zero || left - Permit.clockTolerance > lifetime { return true }
        return times.latest.since(times.requested) >= lifetime
    }
}
