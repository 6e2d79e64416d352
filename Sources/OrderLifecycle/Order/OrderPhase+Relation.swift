/// How a phase that was seen relates to the phase that is known.
public enum PhaseRelation: Hashable, Sendable {
    /// Nothing new.
    case same
    /// The order has gone on, by this event.
    case later(OrderEvent)
    /// The view is older than what is known: the order passed through there.
    case earlier
    /// No life of one order passes through both.
    case contradiction(Contradiction)
}

/// Two views of one order that cannot both be true; recorded and alarmed, never resolved in
/// silence.
public enum Contradiction: String, Hashable, Sendable, CaseIterable {
    /// Paid although it was revoked.
    case paidAfterRevoked = "paid_after_revoked"
    /// Revoked although it was done.
    case revokedAfterDone = "revoked_after_done"
    /// Not closed any more although it was done.
    case liveAfterDone = "live_after_done"
    /// Created, in service or awaiting payment although it was revoked.
    case liveAfterRevoked = "live_after_revoked"
    /// Created, in service, completed, paid or revoked although it had lapsed.
    case liveAfterExpired = "live_after_expired"
    /// Lapsed although it had been confirmed, closed or revoked.
    case expiredAfterConfirmed = "expired_after_confirmed"
    /// An amount that cannot change, or not in this way, did.
    case amountChanged = "amount_changed"
    /// The order belongs to another merchant, application or service, or WeChat gives it another
    /// number than before.
    case identityChanged = "identity_changed"
    /// What nobody's signature stands behind says something else than WeChat's signed word, which
    /// stands, or which took its place.
    case unverifiedDiffers = "unverified_differs"
}

extension OrderPhase.Kind {
    /// The contradiction between this phase, in which an order has ended, and a later signed view
    /// in which it has not; `nil` for a phase in which it has not ended.
    var contradictedByLife: Contradiction? {
        switch self {
        case .created, .inService, .awaitingPayment: nil
        case .done: .liveAfterDone
        case .revoked: .liveAfterRevoked
        case .expired: .liveAfterExpired
        }
    }
}

extension OrderPhase {
    /// Tells how a phase that was seen relates to this one, which is known.
    ///
    /// - Parameter route: How the payments seen were made, where the view tells.
    @inline(__always)  // Legality asks only whether it is later, and needs no event made for that.
    public func relation(to seen: OrderPhase, paidThrough route: PaymentRoute?) -> PhaseRelation {
        switch (self, seen) {
        case (.created(let known), .created(let shown)):
            Self.relation(knownFund: known, shownFund: shown, seen: seen)
        case (.inService(let known), .inService(let shown)):
            Self.relation(knownFund: known, shownFund: shown, seen: seen)
        case (.created(let known), .inService(let shown)):
            known == shown || shown == nil ? .later(.confirmed) : .later(.advanced(seen))
        case (.created, .awaitingPayment), (.created, .done): .later(.advanced(seen))
        case (.created, .expired): .later(.expired)
        case (.created, .revoked), (.inService, .revoked), (.awaitingPayment, .revoked):
            .later(.revoked)
        case (.inService, .awaitingPayment(let shown)):
            shown.paid == .zero ? .later(.completed(due: shown.due)) : .later(.advanced(seen))
        case (.inService, .done(let paid)):
            paid == .zero ? .later(.completedWithoutCharge) : .later(.advanced(seen))
        case (.awaitingPayment(let known), .awaitingPayment(let shown)):
            Self.relation(known: known, shown: shown)
        case (.awaitingPayment, .done(let paid)): .later(.paid(paid, through: route))
        case (.done(let known), .done(let shown)):
            known == shown || known == nil || shown == nil ? .same : .contradiction(.amountChanged)
        case (.revoked, .revoked), (.expired, .expired): .same
        case (.inService, .created), (.awaitingPayment, .created), (.awaitingPayment, .inService),
            (.done, .created), (.done, .inService), (.done, .awaitingPayment),
            (.revoked, .created), (.revoked, .inService), (.revoked, .awaitingPayment),
            (.expired, .created):
            .earlier
        case (.revoked, .done): .contradiction(.paidAfterRevoked)
        case (.done, .revoked): .contradiction(.revokedAfterDone)
        case (.inService, .expired), (.awaitingPayment, .expired), (.done, .expired),
            (.revoked, .expired):
            .contradiction(.expiredAfterConfirmed)
        case (.expired, .inService), (.expired, .awaitingPayment), (.expired, .done),
            (.expired, .revoked):
            .contradiction(.liveAfterExpired)
        }
    }

    /// A risk fund does not change; it can only become known.
    private static func relation(
        knownFund: Amount?, shownFund: Amount?, seen: OrderPhase
    ) -> PhaseRelation {
        if knownFund == shownFund || shownFund == nil { return .same }
        return knownFund == nil ? .later(.advanced(seen)) : .contradiction(.amountChanged)
    }

    /// The total only falls and what is paid only grows; a view in which both are the other way
    /// round is an old one.
    private static func relation(
        known: PendingCollection, shown: PendingCollection
    ) -> PhaseRelation {
        if known == shown { return .same }
        if shown.total <= known.total, shown.paid >= known.paid {
            if shown.paid == known.paid { return .later(.reduced(total: shown.total)) }
            if shown.total == known.total { return .later(.partlyPaid(paid: shown.paid)) }
            return .later(.advanced(.awaitingPayment(shown)))
        }
        if shown.total >= known.total, shown.paid <= known.paid { return .earlier }
        return .contradiction(.amountChanged)
    }
}
