public import OrderLifecycle

/// A payment that one of WeChat's bills lists.
public struct BillPayment: Hashable, Sendable {
    /// WeChat's number of the payment.
    public let transaction: TransactionID
    /// The merchant's number of the order that was paid, as the bill has it.
    public let order: OutOrderNumber
    /// Whether the bill says itself that this is a payment of Pay Score; if not, the number may be
    /// that of an ordinary order.
    public let isCertain: Bool
    /// What was paid.
    public let amount: Amount
    /// When it was paid.
    public let paidAt: Timestamp

    /// Creates a payment.
    ///
    /// - Parameters:
    ///   - transaction: WeChat's number of the payment.
    ///   - order: The merchant's number of the order.
    ///   - isCertain: Whether the bill says itself that this is a payment of Pay Score.
    ///   - amount: What was paid.
    ///   - paidAt: When it was paid.
    public init(
        transaction: TransactionID, order: OutOrderNumber, isCertain: Bool, amount: Amount,
        paidAt: Timestamp
    ) {
        self.transaction = transaction
        self.order = order
        self.isCertain = isCertain
        self.amount = amount
        self.paidAt = paidAt
    }
}
