/// One entry of `collection.details`.
struct Receipt: Codable, Sendable {
    let seq: Int
    let amount: Int
    /// `NEWTON`: collected through WeChat Pay Score.
    let paidType: String
    let paidTime: String
    let transactionID: String

    private enum CodingKeys: String, CodingKey {
        case seq
        case amount
        case paidType = "paid_type"
        case paidTime = "paid_time"
        case transactionID = "transaction_id"
    }
}
