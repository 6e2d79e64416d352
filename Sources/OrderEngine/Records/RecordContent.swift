public import OrderLifecycle

/// What a record tells, with its meaning.
public enum RecordContent: Hashable, Sendable {
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
    /// An attempt was decided on; its request is about to be sent.
    case intended(IntentDetails)
    /// The same bytes are about to be sent again, for the so-many-th time.
    case dispatched(AttemptID, count: Int)
    /// The attempt has no outcome yet, and will be looked into later.
    case deferred(DeferralDetails)
    /// The attempt ended; without an effect, the uncertainty is what may still become of its
    /// sendings, and why says as a code what the outcome alone does not.
    case settled(
        AttemptID, OrderCall.Kind, AttemptOutcome, uncertainty: Attempt.Uncertainty? = nil,
        why: String? = nil)
    /// The attempt waits for a person.
    case parked(AttemptID)
    /// An attempt that had been taken to have failed shows its effect after all.
    case appliedLate(AttemptID)
    /// The order was protected from calls that give money up.
    case protected
    /// The protection was lifted.
    case unprotected
    /// The velocity limit was tripped.
    case velocityLimitTripped
    /// The velocity limit was reset.
    case velocityLimitReset
    /// Checkpoints are signed with this key from now on.
    case keyAdded(publicKey: String)
    /// The journal goes on after a loss that a person accepted.
    case resumed(ResumptionDetails)
}
