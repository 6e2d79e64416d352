/// What a record tells of the journal itself.
public enum JournalFact: Hashable, Sendable {
    /// The journal begins: always its first record, and no other.
    case begun(BeginningDetails)
    /// The velocity limit was tripped.
    case velocityLimitTripped
    /// The velocity limit was reset.
    case velocityLimitReset
    /// Decisions are taken by this policy from now on.
    case policyChanged(PolicyDetails)
    /// Checkpoints are signed with this key from now on.
    case keyAdded(publicKey: String)
    /// A sweep came to its end.
    case swept(SweepDetails)
    /// The journal goes on after a loss that a person accepted.
    case resumed(ResumptionDetails)
    /// WeChat's notification arrived, and nothing follows from it.
    case notified(NotificationDetails)
    /// Who this customer is was forgotten.
    case customerForgotten(CustomerID)
}
