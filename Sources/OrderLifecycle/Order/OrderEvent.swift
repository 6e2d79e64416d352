/// A fact about an order, in the past tense because it can no longer be prevented.
public enum OrderEvent: Hashable, Sendable {
    /// WeChat accepted a new order of ours.
    case created(OrderMode, riskFund: Amount?)
    /// An order that somebody else had created was found in this phase; where it was paid by then,
    /// in part or in full, with WeChat's numbers of the payments.
    case adopted(OrderPhase, transactionIDs: [TransactionID] = [])
    /// The customer confirmed.
    case confirmed
    /// The merchant completed the service; this is to be collected, and it is not zero.
    case completed(due: Amount)
    /// The merchant completed the service and charges nothing.
    case completedWithoutCharge
    /// The merchant lowered what is to be collected in all.
    case reduced(total: Amount)
    /// A part was paid; this much has been paid by now, by these payments.
    case partlyPaid(paid: Amount, transactionIDs: [TransactionID] = [])
    /// All was paid: this much, and by this route, where WeChat says so; a refund needs WeChat's
    /// numbers of the payments.
    case paid(Amount?, through: PaymentRoute?, transactionIDs: [TransactionID] = [])
    /// The order was revoked, by us or by somebody else.
    case revoked
    /// The order lapsed unconfirmed.
    case expired
    /// Several of the events above happened unseen; the order was found in this later phase, paid
    /// by these payments where it was paid.
    case advanced(OrderPhase, transactionIDs: [TransactionID] = [])
    /// WeChat's signed answer shows this phase; what was known rested on nobody's signature, and
    /// could not lead here.
    case corrected(OrderPhase, transactionIDs: [TransactionID] = [])
}

extension OrderEvent {
    /// The payments that the event tells of: how they were made, where WeChat says so, and WeChat's
    /// numbers of all that the order has been paid with by then; `nil` if it tells of none.
    public var payments: PaymentSource? {
        switch self {
        case .paid(_, let route, let transactionIDs):
            PaymentSource(route, transactionIDs: transactionIDs)
        case .partlyPaid(_, let transactionIDs):
            PaymentSource(nil, transactionIDs: transactionIDs)
        case .adopted(let phase, let transactionIDs), .advanced(let phase, let transactionIDs),
            .corrected(let phase, let transactionIDs):
            phase.payments(transactionIDs)
        case .created, .confirmed, .completed, .completedWithoutCharge, .reduced, .revoked,
            .expired:
            nil
        }
    }
}

extension OrderPhase {
    /// The payments with which an order was found in this phase.
    fileprivate func payments(_ transactionIDs: [TransactionID]) -> PaymentSource? {
        switch self {
        case .awaitingPayment(let pending) where pending.paid > .zero:
            PaymentSource(nil, transactionIDs: transactionIDs)
        case .done(let paid, let route) where paid != .zero:
            PaymentSource(route, transactionIDs: transactionIDs)
        case .created, .inService, .awaitingPayment, .done, .revoked, .expired: nil
        }
    }
}

extension OrderEvent {
    /// The events without what is known of them.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// WeChat accepted a new order.
        case created
        /// An existing order was taken over.
        case adopted
        /// The customer confirmed.
        case confirmed
        /// The merchant completed the service and charges for it.
        case completed
        /// The merchant completed the service and charges nothing.
        case completedWithoutCharge = "completed_without_charge"
        /// The merchant lowered the total.
        case reduced
        /// A part was paid.
        case partlyPaid = "partly_paid"
        /// All was paid.
        case paid
        /// The order was revoked.
        case revoked
        /// The order lapsed unconfirmed.
        case expired
        /// Several events happened unseen.
        case advanced
        /// WeChat's signed answer replaced a claim.
        case corrected
    }

    /// The event without what is known of it.
    public var kind: Kind {
        switch self {
        case .created: .created
        case .adopted: .adopted
        case .confirmed: .confirmed
        case .completed: .completed
        case .completedWithoutCharge: .completedWithoutCharge
        case .reduced: .reduced
        case .partlyPaid: .partlyPaid
        case .paid: .paid
        case .revoked: .revoked
        case .expired: .expired
        case .advanced: .advanced
        case .corrected: .corrected
        }
    }
}
