/// What a record tells of an attempt at a call.
public enum AttemptFact: Hashable, Sendable {
    /// The attempt was decided on; its request is about to be sent.
    case intended(IntentDetails)
    /// The same bytes are about to be sent again, for the so-many-th time.
    case dispatched(AttemptID, count: Int)
    /// The attempt has no outcome yet, and will be looked into later.
    case deferred(DeferralDetails)
    /// The attempt ended.
    case settled(SettlementDetails)
    /// The attempt waits for a person.
    case parked(AttemptID)
    /// The attempt had been taken to have failed, and shows its effect after all.
    case appliedLate(AttemptID)

    /// The attempt.
    public var attempt: AttemptID {
        switch self {
        case .intended(let details): details.attempt
        case .deferred(let details): details.attempt
        case .settled(let details): details.attempt
        case .dispatched(let attempt, _), .parked(let attempt), .appliedLate(let attempt): attempt
        }
    }
}
