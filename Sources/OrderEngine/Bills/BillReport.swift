import OrderJournal
import OrderLifecycle

/// How a bill and the journal agree.
public struct BillReport: Hashable, Sendable {
    /// How many payments of the bill the journal has as the bill has them.
    public private(set) var matched = 0
    /// How many payments of the bill belong to no order of the journal, and need not to: nothing on
    /// the bill says that they are of Pay Score.
    public private(set) var unrelated = 0
    /// What differs.
    public private(set) var differences: [BillDifference] = []

    /// Nothing yet.
    init() {}

    /// Compares the payments of one order with what the journal knows of it.
    mutating func compare(
        _ payments: [BillPayment], of order: OutOrderNumber, with summary: OrderSummary?
    ) {
        guard let summary else {
            let known = payments.filter(\.isCertain)
            unrelated += payments.count - known.count
            for payment in known { add(.orderUnknown, order, payment) }
            return
        }
        let billed = Self.sum(payments)
        func isBilled(atMost paid: Amount) -> Bool { billed.map { $0 <= paid } ?? false }
        let known = Set(summary.transactions)
        let strangers = known.isEmpty ? [] : payments.filter { !known.contains($0.transaction) }
        switch summary.order.state {
        case .known(.done(let paid, _)):
            if summary.route == .merchant {
                return add(.paidTwice, order, billed: billed, recorded: paid)
            }
            guard strangers.isEmpty else { return addStrangers(strangers, order, paid) }
            // What is missing here may have been paid on another day.
            let isWhole = known.isSubset(of: payments.map(\.transaction))
            guard let paid, let billed, billed == paid || (billed < paid && !isWhole) else {
                return add(.amountDiffers, order, billed: billed, recorded: paid)
            }
            matched += payments.count
        case .known(.awaitingPayment(let pending)) where isBilled(atMost: pending.paid):
            guard strangers.isEmpty else { return addStrangers(strangers, order, pending.paid) }
            matched += payments.count
        case .known(.awaitingPayment(let pending)):
            add(.paymentUnknown, order, billed: billed, recorded: pending.paid)
        case .known(.created), .known(.inService), .indeterminate:
            add(.paymentUnknown, order, billed: billed)
        case .known(.revoked), .known(.expired):
            for payment in payments { add(.paidAfterEnd, order, payment) }
        }
    }

    /// Notes payments that are none of those by which the journal knows the order as paid.
    private mutating func addStrangers(
        _ payments: [BillPayment], _ order: OutOrderNumber, _ paid: Amount?
    ) {
        for payment in payments { add(.transactionUnknown, order, payment, recorded: paid) }
    }

    /// Notes a payment that the journal has and the bill has not.
    mutating func addMissing(_ transaction: TransactionID, of order: OutOrderNumber) {
        differences.append(
            BillDifference(
                code: .notOnBill, order: order, transaction: transaction, billed: nil,
                recorded: nil))
    }

    private mutating func add(
        _ code: BillDifference.Code, _ order: OutOrderNumber, _ payment: BillPayment? = nil,
        billed: Amount? = nil, recorded: Amount? = nil
    ) {
        differences.append(
            BillDifference(
                code: code, order: order, transaction: payment?.transaction,
                billed: payment?.amount ?? billed, recorded: recorded))
    }

    /// What payments come to; `nil` beyond every amount.
    private static func sum(_ payments: [BillPayment]) -> Amount? {
        payments.reduce(Amount?.some(.zero)) { sum, payment in
            sum.flatMap { try? Amount(fen: $0.fen + payment.amount.fen) }
        }
    }
}
