/// One entry of `collection.details`.
struct Receipt: Codable, Sendable {
    let seq: Int
    let amount: Int
    let paidType: PaidType
    let paidTime: String
    /// WeChat Pay's number; `nil` where WeChat Pay collected nothing.
    ///
    /// (unknown) Whether a receipt of the merchant's own has such a member.
    let transactionID: String?

    /// By which channel an amount was received.
    enum PaidType: String, Codable {
        /// Collected through WeChat Pay Score.
        case newton = "NEWTON"
        /// Received by the merchant elsewhere, as sync reports.
        case merchant = "MCH"
    }

    private enum CodingKeys: String, CodingKey {
        case seq
        case amount
        case paidType = "paid_type"
        case paidTime = "paid_time"
        case transactionID = "transaction_id"
    }
}
