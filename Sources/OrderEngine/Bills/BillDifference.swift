public import OrderLifecycle

/// Something that a bill and the journal say differently.
public struct BillDifference: Hashable, Sendable {
    /// What differs.
    public let code: Code
    /// The order.
    public let order: OutOrderNumber
    /// The payment, where it is about one.
    public let transaction: TransactionID?
    /// What the bill says was paid for the order, or by the payment.
    public let billed: Amount?
    /// What the journal says was paid for the order; absent where it does not know.
    public let recorded: Amount?

    /// What can differ; the raw value is the stable code.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// The bill has a payment of Pay Score for an order that the journal does not know.
        case orderUnknown = "order_unknown"
        /// The bill has more than the journal knows to be paid: it has not seen the payment yet.
        case paymentUnknown = "payment_unknown"
        /// The journal knows the order as paid by other transactions.
        case transactionUnknown = "transaction_unknown"
        /// The amounts differ.
        case amountDiffers = "amount_differs"
        /// The bill has a payment for an order that was revoked, or lapsed.
        case paidAfterEnd = "paid_after_end"
        /// The merchant reported the order as paid elsewhere, and WeChat collected it as well.
        case paidTwice = "paid_twice"
        /// The journal recorded a payment on one of the bill's days, and the bill does not have it.
        case notOnBill = "not_on_bill"
    }
}
