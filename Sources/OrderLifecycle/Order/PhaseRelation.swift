/// How a phase that was seen relates to the phase that is known.
public enum PhaseRelation: Hashable, Sendable {
    /// Nothing new.
    case same
    /// The order has gone on, by this event.
    case later(OrderEvent)
    /// The observation is older than what is known: the order passed through there.
    case earlier
    /// No life of one order passes through both.
    case contradiction(Contradiction)
}

extension OrderPhase {
    /// Tells how a phase that was seen relates to this one, which is known.
    ///
    /// - Parameters:
    ///   - seen: The phase that was seen.
    ///   - source: Where the payments seen came from, as far as the observation tells.
    @inline(__always)  // Legality asks only whether it is later, and needs no event made for that.
    public func relation(to seen: OrderPhase, paidThrough source: PaymentSource) -> PhaseRelation {
        switch (self, seen) {
        case (.created(let known), .created(let shown)):
            Self.relation(knownFund: known, shownFund: shown, seen: seen)
        case (.inService(let known), .inService(let shown)):
            Self.relation(knownFund: known, shownFund: shown, seen: seen)
        case (.created(let known), .inService(let shown)):
            known == shown || shown == nil ? .later(.confirmed) : .later(.advanced(seen))
        case (.created, .awaitingPayment), (.created, .done):
            .later(.advanced(seen, transactionIDs: source.transactionIDs))
        case (.created, .expired): .later(.expired)
        case (.created, .revoked), (.inService, .revoked), (.awaitingPayment, .revoked):
            .later(.revoked)
        case (.inService, .awaitingPayment(let shown)):
            shown.paid == .zero
                ? .later(.completed(due: shown.due))
                : .later(.advanced(seen, transactionIDs: source.transactionIDs))
        case (.inService, .done):
            seen == .done(paid: .zero)
                ? .later(.completedWithoutCharge)
                : .later(.advanced(seen, transactionIDs: source.transactionIDs))
        case (.awaitingPayment(let known), .awaitingPayment(let shown)):
            Self.relation(known: known, shown: shown, paidBy: source.transactionIDs)
        case (.awaitingPayment, .done(let paid, let route)):
            .later(
                .paid(
                    paid, through: route ?? source.route, transactionIDs: source.transactionIDs))
        case (.done(let known, let way), .done(let shown, let shownWay)):
            if let known, let shown, known != shown {
                .contradiction(.amountChanged)
            } else if let way, let shownWay, way != shownWay {
                .contradiction(.routeChanged)
            } else {
                .same
            }
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

    /// The total only falls and what is paid only grows; an observation in which both are the other
    /// way round is an old one.
    private static func relation(
        known: PendingCollection, shown: PendingCollection, paidBy transactionIDs: [TransactionID]
    ) -> PhaseRelation {
        if known == shown { return .same }
        if shown.total <= known.total, shown.paid >= known.paid {
            if shown.paid == known.paid { return .later(.reduced(total: shown.total)) }
            if shown.total == known.total {
                return .later(.partlyPaid(paid: shown.paid, transactionIDs: transactionIDs))
            }
            return .later(.advanced(.awaitingPayment(shown), transactionIDs: transactionIDs))
        }
        if shown.total >= known.total, shown.paid <= known.paid { return .earlier }
        return .contradiction(.amountChanged)
    }
}
