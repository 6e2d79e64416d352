/// A person's acceptance of exactly this loss: what a consent to it came to.
public struct Acknowledgement: Hashable, Sendable {
    /// What was accepted.
    public let loss: Loss
    /// Who asked for the call, and was given the permit.
    public let requestedBy: IdentifiedActor
    /// Who stated the amount.
    public let acknowledgedBy: IdentifiedActor
    /// Who stated it as well, where two people did.
    public let alsoAcknowledgedBy: IdentifiedActor?

    /// Creates an acknowledgement.
    public init(
        of loss: Loss, requestedBy: IdentifiedActor, acknowledgedBy: IdentifiedActor,
        alsoBy other: IdentifiedActor? = nil
    ) {
        self.loss = loss
        self.requestedBy = requestedBy
        self.acknowledgedBy = acknowledgedBy
        alsoAcknowledgedBy = other
    }

    /// All who stated the amount.
    var people: [IdentifiedActor] { [acknowledgedBy, alsoAcknowledgedBy].compactMap { $0 } }

    /// How many different people other than who asked for the call stated the amount.
    var others: Int {
        let names = people.map(\.name).filter { $0 != requestedBy.name }
        return names.first == names.last ? min(names.count, 1) : names.count
    }
}
