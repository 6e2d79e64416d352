/// What a call asks for, as it is recorded; what a call does not ask for is absent.
public struct CallTerms: Hashable, Sendable {
    /// What is to be collected in all.
    public var total: Amount?
    /// How a new order is to be confirmed.
    public var mode: OrderMode?
    /// The risk fund of a new order.
    public var riskFund: Amount?
    /// When the customer paid elsewhere, to the second.
    public var paidAt: Timestamp?

    /// Creates terms.
    public init(
        total: Amount? = nil, mode: OrderMode? = nil, riskFund: Amount? = nil,
        paidAt: Timestamp? = nil
    ) {
        self.total = total
        self.mode = mode
        self.riskFund = riskFund
        self.paidAt = paidAt
    }
}
