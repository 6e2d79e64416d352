extension OrderPhase {
    /// Returns the phase in which an order begins.
    ///
    /// - Throws: ``IllegalTransition`` if no order begins with `event`.
    public static func beginning(with event: OrderEvent) throws(IllegalTransition) -> OrderPhase {
        switch event {
        case .created(.confirm, let riskFund): .created(riskFund: riskFund)
        case .created(.noConfirm, let riskFund): .inService(riskFund: riskFund)
        case .adopted(let phase, _): phase
        case .confirmed, .completed, .completedWithoutCharge, .reduced, .partlyPaid, .paid,
            .revoked, .expired, .advanced, .corrected:
            throw IllegalTransition(phase: nil, event: event)
        }
    }

    /// Returns the phase that an event leads to; nowhere else does a phase follow another, but
    /// where ``OrderKnowledge`` takes back what was merely claimed.
    ///
    /// - Throws: ``IllegalTransition`` if `event` cannot happen in this phase.
    public func following(_ event: OrderEvent) throws(IllegalTransition) -> OrderPhase {
        guard let next = successor(after: event) else {
            throw IllegalTransition(phase: self, event: event)
        }
        return next
    }

    /// Returns the phase that an event leads to, or `nil` if it cannot happen in this phase.
    ///
    /// A correction happens in no phase: it takes back what was only claimed, so it takes
    /// ``OrderKnowledge``, which has whose word a phase is.
    public func successor(after event: OrderEvent) -> OrderPhase? {
        switch (self, event) {
        case (.created(let riskFund), .confirmed):
            .inService(riskFund: riskFund)
        case (.created, .expired):
            .expired
        case (.inService, .completed(let due)):
            PendingCollection(due: due).map { .awaitingPayment($0) }
        case (.inService, .completedWithoutCharge):
            .done(paid: .zero)
        case (.awaitingPayment(let old), .reduced(let total)) where total < old.total:
            old.reduced(to: total).map { .awaitingPayment($0) }
        case (.awaitingPayment(let old), .partlyPaid(let paid, _)) where paid > old.paid:
            old.paid(paid).map { .awaitingPayment($0) }
        case (.awaitingPayment, .paid(let paid, let route, _)):
            .done(paid: paid, through: route)
        case (.created, .revoked), (.inService, .revoked), (.awaitingPayment, .revoked):
            .revoked
        case (.created, .advanced(let phase, _)), (.inService, .advanced(let phase, _)),
            (.awaitingPayment, .advanced(let phase, _)):
            isPassed(before: phase) ? phase : nil
        // Pair by pair, so that a new phase or event does not compile until it is decided here.
        case (.created, .completed), (.created, .completedWithoutCharge), (.created, .reduced),
            (.created, .partlyPaid), (.created, .paid),
            (.inService, .confirmed), (.inService, .reduced), (.inService, .partlyPaid),
            (.inService, .paid), (.inService, .expired),
            (.awaitingPayment, .confirmed), (.awaitingPayment, .completed),
            (.awaitingPayment, .completedWithoutCharge), (.awaitingPayment, .reduced),
            (.awaitingPayment, .partlyPaid), (.awaitingPayment, .expired),
            (.created, .created), (.created, .adopted), (.inService, .created),
            (.inService, .adopted), (.awaitingPayment, .created), (.awaitingPayment, .adopted),
            (.created, .corrected), (.inService, .corrected), (.awaitingPayment, .corrected),
            (.done, _), (.revoked, _), (.expired, _):
            nil
        }
    }

    /// Whether an order goes through this phase on its way to another.
    private func isPassed(before phase: OrderPhase) -> Bool {
        if case .later = relation(to: phase, paidThrough: .untold) { true } else { false }
    }
}

extension PendingCollection {
    /// The collection after its total was lowered; `nil` if nothing would be due any more.
    fileprivate func reduced(to total: Amount) -> PendingCollection? {
        total.subtracting(paid).flatMap { PendingCollection(due: $0, paid: paid) }
    }

    /// The collection after so much was paid; `nil` if nothing would be due any more.
    fileprivate func paid(_ paid: Amount) -> PendingCollection? {
        total.subtracting(paid).flatMap { PendingCollection(due: $0, paid: paid) }
    }
}
