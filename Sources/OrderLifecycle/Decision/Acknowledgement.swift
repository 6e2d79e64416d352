/// A person's acceptance of exactly this loss: what a consent to it came to.
public struct Acknowledgement: Hashable, Sendable {
    /// What was accepted.
    public let loss: Loss
    /// Who asked for the call, and was given the permit.
    public let requestedBy: IdentifiedActor
    /// Who stated the amount.
    public let acknowledgedBy: IdentifiedActor

    /// Creates an acknowledgement.
    public init(of loss: Loss, requestedBy: IdentifiedActor, acknowledgedBy: IdentifiedActor) {
        self.loss = loss
        self.requestedBy = requestedBy
        self.acknowledgedBy = acknowledgedBy
    }
}
