/// A person's acceptance of exactly this loss: what a consent to it came to.
public struct Acknowledgement: Hashable, Sendable {
    /// What was accepted.
    public let loss: Loss
    /// Who asked for the call, and was given the permit.
    public let requestedBy: ActorName
    /// Who stated the amount.
    public let acknowledgedBy: ActorName

    /// Creates an acknowledgement.
    public init(of loss: Loss, requestedBy: ActorName, acknowledgedBy: ActorName) {
        self.loss = loss
        self.requestedBy = requestedBy
        self.acknowledgedBy = acknowledgedBy
    }
}
