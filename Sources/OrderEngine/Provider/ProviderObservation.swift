public import OrderJournal
public import OrderLifecycle

/// What a verified query shows.
public struct ProviderObservation: Hashable, Sendable {
    /// Where the order stands, in WeChat's words.
    public let snapshot: OrderSnapshot
    /// To whom the order belongs.
    public let identity: OrderIdentity

    /// Creates an observation.
    public init(snapshot: OrderSnapshot, identity: OrderIdentity) {
        self.snapshot = snapshot
        self.identity = identity
    }
}
