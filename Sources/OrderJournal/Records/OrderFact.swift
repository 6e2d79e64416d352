public import OrderLifecycle

/// What a record tells of an order.
public enum OrderFact: Hashable, Sendable {
    /// Something happened to the order: by WeChat's signed word, or as somebody claims; and by a
    /// change that no call of this journal explains, or otherwise.
    case happened(OrderEvent, isSigned: Bool = true, outside: OutsideChange? = nil)
    /// An observation was read that brought no event.
    case observed(ObservationOutcome, isSigned: Bool = true)
    /// To whom the order belongs, as far as that is known now.
    case identified(OrderIdentity)
    /// A decision was taken.
    case decided(DecisionDetails)
    /// A permit was issued for the decision before.
    case permitIssued(PermitDetails)
    /// The order was protected from calls that give money up.
    case protected
    /// The protection was lifted.
    case unprotected
    /// A named person explains or disputes an earlier record of the order.
    case noted(NoteDetails)
    /// A named person has seen to the alarm that an earlier record of the order raised.
    case alarmAcknowledged(raisedBy: Int64)
    /// Something about a call that was requested, and waits.
    case approval(ApprovalFact)
    /// WeChat's notification arrived; what follows from it stands in the records after.
    case notified(NotificationDetails)
}
