public import OrderJournal
public import OrderLifecycle

/// What a verified answer to a call says.
public struct ProviderReceipt: Hashable, Sendable {
    /// Where the order stands now, if the answer tells.
    public let snapshot: OrderSnapshot?
    /// To whom the order belongs.
    public let identity: OrderIdentity
    /// WeChat's `package`, which a new order's customer needs to confirm it; never recorded.
    public let package: String?

    /// Creates a receipt.
    public init(snapshot: OrderSnapshot?, identity: OrderIdentity, package: String? = nil) {
        self.snapshot = snapshot
        self.identity = identity
        self.package = package
    }
}
