/// `risk_fund`: how much is at risk, in fen, and under which name it is waived.
struct RiskFund: Codable, Sendable {
    /// `DEPOSIT`, `ADVANCE`, `CASH_DEPOSIT` or `ESTIMATE_ORDER_COST`.
    var name: String
    var amount: Int
    var description: String
}
