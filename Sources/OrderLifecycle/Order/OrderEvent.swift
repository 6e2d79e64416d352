/// A fact about an order, in the past tense because it can no longer be prevented.
public enum OrderEvent: Hashable, Sendable {
    /// WeChat accepted a new order of ours.
    case created(OrderMode, riskFund: Amount?)
    /// An order that somebody else had created was found in this phase.
    case adopted(OrderPhase)
    /// The customer confirmed.
    case confirmed
    /// The merchant completed the service; this is to be collected, and it is not zero.
    case completed(due: Amount)
    /// The merchant completed the service and charges nothing.
    case completedWithoutCharge
    /// The merchant lowered what is to be collected in all.
    case reduced(total: Amount)
    /// A part was paid; this much has been paid by now.
    case partlyPaid(paid: Amount)
    /// All was paid: this much, and by this route, where WeChat says so; a refund needs WeChat's
    /// numbers of the payments.
    case paid(Amount?, through: PaymentRoute?, transactionIDs: [TransactionID] = [])
    /// The order was revoked, by us or by somebody else.
    case revoked
    /// The order lapsed unconfirmed.
    case expired
    /// Several of the events above happened unseen; the order was found in this later phase.
    case advanced(OrderPhase)
    /// WeChat's signed answer shows this phase; what was known rested on nobody's signature, and
    /// could not lead here.
    case corrected(OrderPhase)
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
