public import OrderEngine
import OrderLifecycle

/// How a bill and the journal agree.
public struct BillReportJSON: AnswerForm {
    /// How many payments of the bill the journal has as the bill has them.
    public let matched: Int
    /// How many lines of the bill are about something else than Pay Score, so far as it says.
    public let unrelated: Int
    /// How many refunds the bill has; they are not compared.
    public let refunds: Int
    /// What differs.
    public let differences: [Difference]

    /// Something that both say differently.
    public struct Difference: Codable, Hashable, Sendable {
        /// What differs, as a code.
        public let code: String
        /// The merchant's number of the order.
        public let outOrderNumber: String
        /// WeChat's number of the payment, where it is about one.
        public let transactionID: String?
        /// What the bill says was paid.
        public let billedFen: Int64?
        /// What the journal says was paid; absent where it does not know.
        public let recordedFen: Int64?

        private enum CodingKeys: String, CodingKey {
            case code
            case outOrderNumber = "out_order_no"
            case transactionID = "transaction_id"
            case billedFen = "billed_fen"
            case recordedFen = "recorded_fen"
        }

        init(_ difference: BillDifference) {
            code = difference.code.rawValue
            outOrderNumber = difference.order.text
            transactionID = difference.transaction?.text
            billedFen = difference.billed?.fen
            recordedFen = difference.recorded?.fen
        }

        /// Writes every member, `null` where there is no value.
        public func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(code, forKey: .code)
            try members.encode(outOrderNumber, forKey: .outOrderNumber)
            try members.encode(transactionID, forKey: .transactionID)
            try members.encode(billedFen, forKey: .billedFen)
            try members.encode(recordedFen, forKey: .recordedFen)
        }
    }

    /// Takes a report with what the bill has beside payments.
    ///
    /// - Parameters:
    ///   - report: The report.
    ///   - refunds: How many refunds the bill has.
    ///   - others: How many of its lines are no payments of Pay Score.
    public init(_ report: BillReport, refunds: Int, others: Int) {
        matched = report.matched
        unrelated = report.unrelated + others
        self.refunds = refunds
        differences = report.differences.map { Difference($0) }
    }
}
