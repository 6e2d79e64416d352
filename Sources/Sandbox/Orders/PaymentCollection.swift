/// `collection`: what is to be collected for a completed order and what has been, in fen.
struct PaymentCollection: Codable, Sendable {
    /// `USER_PAYING` until nothing is due, then `USER_PAID`.
    private(set) var state: String
    private(set) var totalAmount: Int
    private(set) var payingAmount: Int
    private(set) var paidAmount: Int
    private(set) var details: [Receipt]

    private enum CodingKeys: String, CodingKey {
        case state
        case totalAmount = "total_amount"
        case payingAmount = "paying_amount"
        case paidAmount = "paid_amount"
        case details
    }

    /// A collection of which nothing has been received.
    init(due amount: Int) {
        state = "USER_PAYING"
        totalAmount = amount
        payingAmount = amount
        paidAmount = 0
        details = []
    }

    /// Tells whether nothing is due any more.
    var isPaid: Bool { payingAmount == 0 }

    /// Returns the collection of a lower amount, of which something is still due.
    ///
    /// - Returns: `nil` if the amount is not lower, or nothing would be due.
    func lowered(to amount: Int) -> PaymentCollection? {
        guard amount < totalAmount, amount > paidAmount else { return nil }
        var next = self
        next.totalAmount = amount
        next.payingAmount = amount - paidAmount
        return next
    }

    /// Returns the collection after the customer has paid `amount` through WeChat Pay Score.
    ///
    /// - Returns: `nil` if that is more than what is due.
    func receiving(_ amount: Int, at time: String, transactionID: String) -> PaymentCollection? {
        guard amount >= 0, amount <= payingAmount else { return nil }
        return adding(
            Receipt(
                seq: details.count + 1, amount: amount, paidType: .newton, paidTime: time,
                transactionID: transactionID))
    }

    /// Returns the collection after the merchant has received elsewhere all that is due.
    func receivingElsewhere(at time: String) -> PaymentCollection {
        adding(
            Receipt(
                seq: details.count + 1, amount: payingAmount, paidType: .merchant, paidTime: time,
                transactionID: nil))
    }

    private func adding(_ receipt: Receipt) -> PaymentCollection {
        var next = self
        next.payingAmount -= receipt.amount
        next.paidAmount += receipt.amount
        next.details.append(receipt)
        if next.isPaid { next.state = "USER_PAID" }
        return next
    }
}
