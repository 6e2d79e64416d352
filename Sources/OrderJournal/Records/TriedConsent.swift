public import OrderLifecycle

/// The consent with which a call was tried, as a decision records it: never the token itself.
public struct TriedConsent: Hashable, Sendable {
    /// The digest of the token that was presented.
    public let permit: Digest32
    /// The amount that was stated.
    public let atStake: Amount
    /// Who stated it.
    public let acknowledgedBy: IdentifiedActor

    /// Creates an entry.
    public init(permit: Digest32, atStake: Amount, acknowledgedBy: IdentifiedActor) {
        self.permit = permit
        self.atStake = atStake
        self.acknowledgedBy = acknowledgedBy
    }
}
