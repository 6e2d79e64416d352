/// An order as the control interface shows it: what query would answer, and what query never says.
struct ShownOrder: Encodable, Sendable {
    private let order: OrderAnswer
    private let deductionRunning: Bool
    private let cancelReason: String?
    private let queryID: String?

    private enum CodingKeys: String, CodingKey {
        case order
        case deductionRunning = "deduction_running"
        case cancelReason = "cancel_reason"
        case queryID = "query_id"
    }

    init(_ order: ServiceOrder) {
        self.order = OrderAnswer(showing: order)
        if case .collecting(_, deductionRunning: true) = order.stage {
            deductionRunning = true
        } else {
            deductionRunning = false
        }
        cancelReason = order.cancellation?.reason
        queryID = order.queryID
    }
}
