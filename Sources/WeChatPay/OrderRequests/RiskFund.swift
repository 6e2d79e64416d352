public import OrderLifecycle
import StrictJSON

/// What secures an order: WeChat's `risk_fund`.
public struct RiskFund: Hashable, Sendable {
    /// What the fund is.
    public var name: Name
    /// How much it is; more than zero, and no more than WeChat agreed for the service.
    public var amount: Amount
    /// What the customer is told of it; at most 30 characters.
    public var details: String?

    /// What a risk fund can be; the raw value is WeChat's.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        /// A deposit that the customer need not pay (押金).
        case deposit = "DEPOSIT"
        /// An advance that the customer need not pay (预付款).
        case advance = "ADVANCE"
        /// A guarantee that the customer need not pay (保证金).
        case cashDeposit = "CASH_DEPOSIT"
        /// What the service is estimated to cost (预估订单费用).
        case estimatedCost = "ESTIMATE_ORDER_COST"

        /// Whether an order of this mode may have it.
        func isPermitted(in mode: OrderMode) -> Bool {
            switch mode {
            case .confirm: true
            case .noConfirm: self == .estimatedCost
            }
        }
    }

    /// Creates a risk fund.
    ///
    /// - Parameters:
    ///   - name: What the fund is.
    ///   - amount: How much it is.
    ///   - details: What the customer is told of it, if anything.
    public init(_ name: Name, _ amount: Amount, details: String? = nil) {
        self.name = name
        self.amount = amount
        self.details = details
    }

    var form: JSONValue {
        .object(ofPresent: [
            ("name", .string(name.rawValue)), ("amount", .number(amount.fen)),
            ("description", details.map(JSONValue.string)),
        ])
    }
}
