/// Where the payments came from that an observation shows.
public struct PaymentSource: Hashable, Sendable {
    /// How they were made, where the observation tells.
    public var route: PaymentRoute?
    /// WeChat's numbers of them, in the order of the receipts.
    public var transactionIDs: [TransactionID]

    /// Creates a source.
    public init(_ route: PaymentRoute?, transactionIDs: [TransactionID] = []) {
        self.route = route
        self.transactionIDs = transactionIDs
    }

    /// Nothing that is told.
    public static let untold = PaymentSource(nil)
}
