/// A change of an order that no call of this journal explains: it was made on the merchant platform
/// or by another system.
///
/// Whoever notices it did not make it. That a customer confirms or pays, or that an order lapses,
/// is no such change.
public struct OutsideChange: Hashable, Sendable {
    /// What was done.
    public let kind: Kind
    /// What the merchant lost by it.
    public let loss: Loss

    /// Creates a change.
    public init(_ kind: Kind, loss: Loss) {
        self.kind = kind
        self.loss = loss
    }

    /// What can be done elsewhere; the raw value is the stable code.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The order was revoked.
        case revoked = "revoked_outside"
        /// The order was completed.
        case completed = "completed_outside"
        /// What is to be collected in all was lowered.
        case reduced = "reduced_outside"
        /// The order was reported as paid elsewhere, so that WeChat stopped collecting.
        case reportedPaid = "reported_paid_outside"
    }

    /// What is lost.
    public enum Loss: Hashable, Sendable {
        /// Nothing that is known of.
        case nothing
        /// This much, which WeChat was collecting and collects no more.
        case exactly(Amount)
        /// What the service in use would have cost, up to the risk fund where that is known.
        case upTo(Amount?)
    }
}

extension OutsideChange.Kind {
    /// Whether a call of this kind makes such a change.
    public func isMade(by kind: OrderCall.Kind) -> Bool { kind.rules.change == self }
}

extension OrderPhase {
    /// What the merchant's side did to an order in this phase, as far as `event` says that it did
    /// something, the gravest first; nothing if only the customer or time did.
    public func merchantChanges(by event: OrderEvent) -> [OutsideChange] {
        switch event {
        case .revoked: [OutsideChange(.revoked, loss: lossByRevocation)]
        case .completed, .completedWithoutCharge: [OutsideChange(.completed, loss: .nothing)]
        case .reduced(let total): [reduction(to: total)].compactMap(\.self)
        case .paid(let paid, let route, _):
            [paid.flatMap { reduction(to: $0) }, report(of: paid, through: route)]
                .compactMap(\.self)
        case .advanced(let phase, _): merchantChanges(towards: phase)
        case .created, .adopted, .confirmed, .partlyPaid, .expired, .corrected: []
        }
    }

    private var lossByRevocation: OutsideChange.Loss {
        switch self {
        // An order that was last seen as created may have come into service unseen.
        case .created(let riskFund), .inService(let riskFund): .upTo(riskFund)
        case .awaitingPayment(let pending): .exactly(pending.due)
        case .done, .revoked, .expired: .nothing
        }
    }

    /// What was done unseen on the way to a later phase.
    private func merchantChanges(towards phase: OrderPhase) -> [OutsideChange] {
        let completion = OutsideChange(.completed, loss: .nothing)
        return switch (self, phase) {
        case (.created, .awaitingPayment), (.inService, .awaitingPayment): [completion]
        case (.created, .done(let paid, let route)), (.inService, .done(let paid, let route)):
            [report(of: paid, through: route), completion].compactMap(\.self)
        case (.awaitingPayment, .awaitingPayment(let pending)):
            [reduction(to: pending.total)].compactMap(\.self)
        case (.created, _), (.inService, _), (.awaitingPayment, _), (.done, _), (.revoked, _),
            (.expired, _):
            []
        }
    }

    /// That the merchant said to have received what WeChat was to collect.
    ///
    /// Of an order that WeChat was collecting for, that is what is paid by now and was not before;
    /// where WeChat collected a part of it, only the most is known.
    private func report(of paid: Amount?, through route: PaymentRoute?) -> OutsideChange? {
        let reported: Amount? =
            if case .awaitingPayment(let pending) = self {
                paid.flatMap { $0.subtracting(pending.paid) } ?? pending.due
            } else {
                paid
            }
        return switch (route, reported) {
        case (.merchant, let amount?): OutsideChange(.reportedPaid, loss: .exactly(amount))
        case (.merchant, nil), (.both, _): OutsideChange(.reportedPaid, loss: .upTo(reported))
        case (.weChat, _), (nil, _): nil
        }
    }

    /// That less is collected in all than was due and paid.
    private func reduction(to total: Amount) -> OutsideChange? {
        guard case .awaitingPayment(let pending) = self,
            let lost = pending.total.subtracting(total), lost > .zero
        else { return nil }
        return OutsideChange(.reduced, loss: .exactly(lost))
    }
}
