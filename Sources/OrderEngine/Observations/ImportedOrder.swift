public import OrderJournal
public import OrderLifecycle

/// An existing order that is taken over, as a query answer shows it that the merchant's own code
/// fetched.
public struct ImportedOrder: Hashable, Sendable {
    /// The order.
    public let order: OutOrderNumber
    /// Where it stands, in WeChat's words.
    public let snapshot: OrderSnapshot
    /// To whom it belongs.
    public let identity: OrderIdentity
    /// What stands behind it; its digest tells whether the same bytes were taken over before.
    public let evidence: Evidence

    /// Creates an order to take over.
    public init(
        _ order: OutOrderNumber, snapshot: OrderSnapshot, identity: OrderIdentity,
        evidence: Evidence
    ) {
        self.order = order
        self.snapshot = snapshot
        self.identity = identity
        self.evidence = evidence
    }
}
