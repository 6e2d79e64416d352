public import OrderLifecycle

/// What an attempt gives up, and by whose word, as its intent records it.
///
/// Who makes the call is the record's actor.
public struct ConsentDetails: Hashable, Sendable {
    /// The digest of the token of the permit that is spent.
    public let permit: Digest32
    /// What is given up.
    public let givenUp: Amount
    /// Who requested the call, and was given the permit.
    public let requestedBy: IdentifiedActor
    /// Who stated the amount.
    public let acknowledgedBy: IdentifiedActor
    /// Who stated it as well, where two people did.
    public let alsoAcknowledgedBy: IdentifiedActor?
    /// Until when it is acknowledged; nothing is sent after.
    public let until: Timestamp

    /// Creates an entry.
    public init(
        permit: Digest32, givenUp: Amount, requestedBy: IdentifiedActor,
        acknowledgedBy: IdentifiedActor, alsoBy other: IdentifiedActor? = nil,
        until: Timestamp
    ) {
        self.permit = permit
        self.givenUp = givenUp
        self.requestedBy = requestedBy
        self.acknowledgedBy = acknowledgedBy
        alsoAcknowledgedBy = other
        self.until = until
    }

    /// What a decision has cleared; `nil` if it gives nothing up.
    package init?(_ clearance: CallClearance, permit: PermitProjection, until: Timestamp) {
        guard let acknowledged = clearance.acknowledged else { return nil }
        self.init(
            permit: permit.digest, givenUp: acknowledged.loss.atStake,
            requestedBy: acknowledged.requestedBy, acknowledgedBy: acknowledged.acknowledgedBy,
            alsoBy: acknowledged.alsoAcknowledgedBy, until: until)
    }
}

extension Permit {
    /// Whether the permit was given for exactly this: the call, the amount, and who requested it.
    func covers(_ consent: ConsentDetails, of call: OrderCall) -> Bool {
        self.call == call && loss.atStake == consent.givenUp && requestedBy == consent.requestedBy
    }
}
