/// What a permit is bound to: one decision about one order as it stood.
///
/// A permit is used once and expires. Its token alone acknowledges nothing: whoever presents it
/// states the amount at stake as well.
public struct Permit: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// The call, with what it asks for.
    public let call: OrderCall
    /// The revision at which the order took its state.
    public let revision: Int64
    /// The loss that its use acknowledges.
    public let loss: Loss
    /// Who requested the call, and was given the permit.
    public let requestedBy: IdentifiedActor
    /// When it ends, by the clock as it read when the permit was given.
    public let expiresAt: Timestamp
    /// How long it lasts from when it was given.
    public let lifetime: Duration

    /// How long a permit lasts by default: ten minutes.
    public static let standardLifetime: Duration = .seconds(600)

    /// How long a permit may last: one second to one day.
    public static let lifetimeRange: ClosedRange<Duration> = .seconds(1) ... .seconds(86_400)

    /// How far the clock may read before the moment at which the permit was given; if it does by
    /// more, somebody has set it back.
    public static let clockTolerance: Duration = .seconds(1)

    /// Creates terms, with a lifetime in whole milliseconds.
    ///
    /// - Throws: ``InvalidValue`` for a lifetime outside ``lifetimeRange``.
    public init(
        order: OutOrderNumber, call: OrderCall, revision: Int64, loss: Loss,
        requestedBy: IdentifiedActor, expiresAt: Timestamp,
        lifetime: Duration = Permit.standardLifetime
    ) throws(InvalidValue) {
        self.order = order
        self.call = call
        self.revision = revision
        self.loss = loss
        self.requestedBy = requestedBy
        self.expiresAt = expiresAt
        self.lifetime = try lifetime.checked(.permitLifetime, within: Self.lifetimeRange)
    }

    /// Tells why the permit cannot be used by somebody who states an amount, for an order that took
    /// its state at `revision`; `nil` if it can.
    ///
    /// It ends twice: by the clock, and by the journal's own time, so that neither a clock that
    /// was ahead prolongs it nor one that is set back revives it.
    public func problem(
        using order: OutOrderNumber, for call: OrderCall, at revision: Int64,
        stating amount: Amount, isSpent: Bool,
        by times: PermitTimes
    ) -> PermitProblem? {
        if order != self.order || call != self.call { return .foreign }
        if isSpent { return .spent }
        if isOver(times) { return .expired }
        if revision != self.revision { return .stale }
        if amount != loss.atStake { return .amountDiffers }
        return nil
    }

    private func isOver(_ times: PermitTimes) -> Bool {
        let left = expiresAt.since(times.clock)
        if left <= .zero { return true }
        if left - Self.clockTolerance > lifetime { return true }
        return times.latest.since(times.issued) >= lifetime
    }
}

/// Why a permit cannot be used; the raw value is the stable code.
public enum PermitProblem: String, Error, Hashable, Sendable, CaseIterable {
    /// No permit has this token.
    case unknown = "permit_unknown"
    /// It was given for another order, or another call.
    case foreign = "permit_foreign"
    /// It has been used.
    case spent = "permit_spent"
    /// Its time is over, or the clock was set back to before it was given.
    case expired = "permit_expired"
    /// The order, or what is at stake, has changed since.
    case stale = "permit_stale"
    /// Another amount was stated than the one at stake.
    case amountDiffers = "permit_amount_differs"
}
