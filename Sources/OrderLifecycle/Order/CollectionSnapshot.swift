/// What WeChat says of the money that it collects for an order.
public struct CollectionSnapshot: Hashable, Sendable {
    /// WeChat's `state`: `USER_PAYING` or `USER_PAID`.
    public var state: String?
    /// WeChat's `total_amount`: what is to be collected in all.
    public var totalAmount: WireAmount
    /// WeChat's `paying_amount`: what is still due.
    public var payingAmount: WireAmount
    /// WeChat's `paid_amount`: what has been collected.
    public var paidAmount: WireAmount
    /// WeChat's `details[].paid_type`, one for each receipt: `NEWTON` or `MCH`.
    public var paidTypes: [String]
    /// WeChat's `details[].transaction_id`, as far as the receipts have any.
    public var transactionIDs: [TransactionID]

    /// Creates a collection; what is not given was not said.
    public init(
        state: String?, totalAmount: WireAmount = .absent, payingAmount: WireAmount = .absent,
        paidAmount: WireAmount = .absent, paidTypes: [String] = [],
        transactionIDs: [TransactionID] = []
    ) {
        self.state = state
        self.totalAmount = totalAmount
        self.payingAmount = payingAmount
        self.paidAmount = paidAmount
        self.paidTypes = paidTypes
        self.transactionIDs = transactionIDs
    }
}
